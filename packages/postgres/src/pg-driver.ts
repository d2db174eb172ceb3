import type { Driver, Execute, Row, SqlValue, Statement } from "./driver.js";

/** The answer of a `pg` query, as far as it is used. */
export interface PgResultLike {
  /** The rows. */
  readonly rows: readonly unknown[];
}

/** A connection taken out of a `pg` pool. */
export interface PgClientLike {
  /** Runs SQL. */
  query(text: string, values?: unknown[]): Promise<PgResultLike>;
  /** Hands the connection back; with `true` it is closed. */
  release(destroy?: boolean): void;
}

/** What a store asks of a pool: the shape of `Pool` in the `pg` package, 8 or later. */
export interface PgPoolLike {
  /** Runs a named statement on any connection. */
  query(statement: { name: string; text: string; values: unknown[] }): Promise<PgResultLike>;
  /** Takes out a connection. */
  connect(): Promise<PgClientLike>;
}

/** SQL of several statements answers with a list of results; those are never read. */
function rowsOf(result: PgResultLike | readonly PgResultLike[]): readonly Row[] {
  return "rows" in result ? (result.rows as readonly Row[]) : [];
}

async function inTransaction<Result>(
  client: PgClientLike,
  run: (execute: Execute) => Promise<Result>,
): Promise<Result> {
  await client.query("begin");
  const result = await run(async (text, values) =>
    rowsOf(await (values === undefined ? client.query(text) : client.query(text, [...values]))),
  );
  await client.query("commit");
  return result;
}

/** A driver over a pool that someone else ends. */
export function pgDriver(pool: PgPoolLike): Driver {
  return {
    async query(statement: Statement, values: readonly SqlValue[]) {
      return rowsOf(await pool.query({ name: statement.name, text: statement.text, values: [...values] }));
    },
    async transaction(run) {
      const client = await pool.connect();
      let isWhole = false;
      try {
        const result = await inTransaction(client, run);
        isWhole = true;
        return result;
      } finally {
        // A connection whose transaction broke off is closed, which undoes it whatever state it was in.
        client.release(!isWhole);
      }
    },
    close: async () => {},
  };
}

/** A driver over a pool of its own. The `pg` package is loaded only here. */
export async function openPg(url: string, connections: number): Promise<Driver> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; the next operation tells if there is none to be had.
  pool.on("error", () => {});
  return { ...pgDriver(pool), close: () => pool.end() };
}
