import { createPostgres } from "@throughline/postgres";
import { type Ground, source } from "./ground.js";
import { sleep } from "./lanes.js";
import { freshNote, note } from "./notes.js";

/** A commit whose transaction stays open for a while after everything is written, as on a slow way to the disk. */
export async function openCommit({ pool }: Ground, ms: number): Promise<void> {
  const client = await pool.connect();
  const slowly = {
    connect: () => pool.connect(),
    async query(statement: { name: string; text: string; values: unknown[] }) {
      if (!statement.name.endsWith(".commit")) return client.query(statement);
      await client.query("begin");
      const result = await client.query(statement);
      await sleep(ms);
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
