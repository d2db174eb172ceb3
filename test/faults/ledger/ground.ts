import { hash } from "node:crypto";
import { type RecordId, type Sha256, verifyRecord } from "@throughline/core";
import { createPostgres, type Postgres, type PostgresOptions } from "@throughline/postgres";
import pg from "pg";
import { freshDatabase } from "../../support/postgres.js";
import type { FaultFinding } from "../harness.js";
import { inLanes } from "./lanes.js";

/** The `source` of every event here. */
export const source = "urn:example:faults";

/** Columns by name. */
export type Row = Readonly<Record<string, unknown>>;

/** Asks the database past the store, as an administrator would, or somebody naive. */
export type Ask = (sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** A store on a database of its own, and the way past it. */
export interface Ground {
  /** Connection string of the database. */
  readonly url: string;
  readonly store: Postgres;
  readonly ask: Ask;
  /** Connections past the store, for what needs a transaction. */
  readonly pool: pg.Pool;
}

/** The name by which connections past the store are told from the store's own. */
const past = "past-the-store";

/** Every connection to this database but those past the store. */
export const others = `from pg_stat_activity where datname = current_database()
  and backend_type = 'client backend' and application_name <> '${past}'`;

/** Opens a store on this database, lets it be used, and closes it. */
export async function onDatabase<Result>(
  url: string,
  options: Partial<PostgresOptions>,
  work: (ground: Ground) => Promise<Result>,
): Promise<Result> {
  const store = await createPostgres({ source, connection: { url }, patienceMs: 30_000, ...options });
  const pool = new pg.Pool({ connectionString: url, max: 40, application_name: past });
  pool.on("error", () => {});
  const ask: Ask = async (sql, values) =>
    (await pool.query(sql, values ? [...values] : undefined)).rows ?? [];
  try {
    return await work({ url, store, ask, pool });
  } finally {
    await Promise.all([pool.end(), store.close()]);
  }
}

/** The same on a new database, which is dropped afterwards. */
export async function onGround<Result>(
  options: Partial<PostgresOptions>,
  work: (ground: Ground) => Promise<Result>,
): Promise<Result> {
  const { url, drop } = await freshDatabase();
  try {
    return await onDatabase(url, options, work);
  } finally {
    await drop();
  }
}

/** Looks at something and notes how long that took. */
export async function seen(
  name: string,
  look: () => Promise<Pick<FaultFinding, "figure" | "held">>,
): Promise<FaultFinding> {
  const started = performance.now();
  const finding = await look();
  return { name, ...finding, seconds: (performance.now() - started) / 1000 };
}

/** One number out of the database. */
export async function numberOf(ask: Ask, sql: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await ask(`select (${sql})::double precision as number`, values);
  return Number(row?.["number"]);
}

/** Verifies so many records; how many events they have, and how many of them are broken. */
export async function verifiedOf(
  { store }: Pick<Ground, "store">,
  records: readonly RecordId[],
): Promise<{ readonly events: number; readonly broken: number }> {
  let broken = 0;
  let events = 0;
  const sha256: Sha256 = (bytes) => hash("sha256", bytes, "buffer");
  await inLanes(records.length, 8, async (turn) => {
    const verdict = await verifyRecord(store.ledger, records[turn] ?? "note/none", undefined, sha256);
    events += verdict.events;
    if (verdict.verdict !== "consistent") broken += 1;
  });
  return { events, broken };
}

/** Every record of a store against its own history; a fault that left anything half-written shows here. */
export async function verified({ store, ask }: Pick<Ground, "store" | "ask">): Promise<FaultFinding> {
  return seen("afterwards every record verifies", async () => {
    const rows = await ask("select record from throughline.records where version > 0");
    const records = rows.map((row) => row["record"] as RecordId);
    const { events, broken } = await verifiedOf({ store }, records);
    const kept = await numberOf(ask, "select count(*) from throughline.events");
    const held = rows.length > 0 && broken === 0 && events === kept;
    return { figure: `${rows.length} records, ${events} events, ${broken} broken`, held };
  });
}
