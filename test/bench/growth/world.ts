import {
  addSeconds,
  type Change,
  newId,
  quotaKey,
  type RecordId,
  recordOf,
  toInstant,
  verifyRecord,
} from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import pg from "pg";
import { freshDatabase } from "../../support/postgres.js";
import { groupingPool } from "./grouping-pool.js";

/** A database with so many records in it, five events each, all found by three lookups and each with a timer. */
export interface World {
  readonly size: number;
  readonly store: Postgres;
  readonly pool: pg.Pool;
  readonly records: readonly RecordId[];
  close(): Promise<void>;
}

const source = "urn:example:growth";
/** How many queues the records are spread over. */
export const queues = 10;
const commitsAtOnce = 200;
const lanes = 3;

/** What one record says in its `turn`-th change. */
export function telling(record: RecordId, expectedVersion: number, events: number, turn: number): Change {
  return {
    record,
    expectedVersion,
    law: 1,
    events: Array.from({ length: events }, (_, n) => ({
      type: "journey.told",
      data: { said: "what was said, what was said", n: expectedVersion + n },
    })),
    state: { said: "what was said, ".repeat(12), version: expectedVersion + events },
    keys: [
      { name: "subject", value: `subject-${turn}` },
      { name: "queue", value: `queue-${turn % queues}`, order: String(turn).padStart(12, "0") },
      { name: "reference", value: record, unique: true },
    ],
    timers: [{ name: "ends", due: "2999-01-01T00:00:00.000Z" }],
  };
}

/** Two commits for each record, as a service would make them: the first new, the second under an idempotency key. */
async function fill(store: Postgres, records: readonly RecordId[]): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < records.length) {
      const turn = next;
      next += 1;
      const record = records[turn] ?? recordOf("journey", "none");
      await store.ledger.commit([telling(record, 0, 1, turn)]);
      const once = { idempotencyKey: record, fingerprint: "f" };
      await store.ledger.commit([telling(record, 1, 4, turn)], once);
    }
  };
  await Promise.all(Array.from({ length: commitsAtOnce * lanes }, worker));
}

/** One grant of a quota of three for each record, by the store's own function. */
async function take(pool: pg.Pool, records: readonly RecordId[]): Promise<void> {
  const until = addSeconds(toInstant(new Date()), 86_400);
  const text = "select count(*) from unnest($1::text[]) k, lateral throughline.take_quota(k, 3, $2)";
  for (let at = 0; at < records.length; at += 5000) {
    const keys = records.slice(at, at + 5000).map((record) => quotaKey(["growth", record]));
    await pool.query(text, [keys, until]);
  }
}

/** Of what was put in by groups a sample must verify like anything else. */
async function checkSample({ ledger }: Postgres, records: readonly RecordId[]): Promise<void> {
  for (let at = 0; at < 200; at += 1) {
    const record = records[Math.floor(Math.random() * records.length)] ?? recordOf("journey", "none");
    const { verdict, events } = await verifyRecord(ledger, record);
    if (verdict !== "consistent" || events !== 5)
      throw new Error(`A record is ${verdict} with ${events} events.`);
  }
}

/** Makes a database of so many records. */
export async function worldOf(size: number): Promise<World> {
  const { url, drop } = await freshDatabase();
  const pool = new pg.Pool({ connectionString: url, max: lanes + 1 });
  pool.on("error", () => {});
  const filling = await createPostgres({ source, connection: { pool: groupingPool(pool, commitsAtOnce) } });
  const records = Array.from({ length: size }, () => recordOf("journey", newId("jrn")));
  await fill(filling, records);
  await take(pool, records);
  const store = await createPostgres({ source, connection: { url }, connections: 1 });
  await pool.query("vacuum analyze");
  await checkSample(store, records);
  const close = async () => {
    await Promise.all([store.close(), pool.end()]);
    await drop();
  };
  return { size, store, pool, records, close };
}
