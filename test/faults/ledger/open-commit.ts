import { createPostgres } from "@throughline/postgres";
import { type Ground, source } from "./ground.js";
import { freshNote, note } from "./notes.js";

/** A commit whose transaction stays open after everything is written, until it is let go: as on a slow way to the disk. */
export async function openCommit({ pool }: Ground, hold: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  const slowly = {
    connect: () => pool.connect(),
    async query(statement: { name: string; text: string; values: unknown[] }) {
      if (!statement.name.endsWith(".commit")) return client.query(statement);
      await client.query("begin");
      const result = await client.query(statement);
      await hold();
      await client.query("commit");
      return result;
    },
  };
  try {
    const store = await createPostgres({ source, connection: { pool: slowly } });
    await store.ledger.commit([note(freshNote())]);
  } finally {
    client.release();
  }
}
