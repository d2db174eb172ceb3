import { type Change, newId, type RecordId, recordOf } from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import pg from "pg";
import type { Comparison, Goal, Sides } from "../support/comparison.js";
import { freshDatabase } from "../support/postgres.js";

const roundMs = 1000;
const about = "what was said, ".repeat(64);
const freshRecord = () => recordOf("journey", newId("jrn"));

function change(record: RecordId = freshRecord(), events = 1): Change {
  return {
    record,
    expectedVersion: 0,
    law: 1,
    events: Array.from({ length: events }, (_, n) => ({ type: "journey.told", data: { n } })),
    state: { about, n: Math.random() },
    keys: [],
    timers: [],
  };
}

/** Many doing the same for a second: how much was done in a second. */
async function rate(workers: number, worth: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() - begun < roundMs) {
      await work();
      done += worth;
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return (done * 1000) / (performance.now() - begun);
}

interface Bench {
  readonly store: Postgres;
  readonly pool: pg.Pool;
}

/** A store and a bare pool on one fresh database, with as many connections each. */
async function bench(
  connections: number,
  sides: (bench: Bench) => Promise<Omit<Sides, "close">>,
): Promise<Sides> {
  const { url, drop } = await freshDatabase();
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // Ended connections may still hear that their database is dropped.
  pool.on("error", () => {});
  const store = await createPostgres({ connection: { url }, source: "urn:example:bench", connections });
  await pool.query("create table bare (id text primary key, body text not null)");
  const close = async () => {
    await Promise.all([store.close(), pool.end()]);
    await drop();
  };
  return { ...(await sides({ store, pool })), close };
}

function insert({ pool }: Bench, id: string = freshRecord()): Promise<unknown> {
  const values = [id, JSON.stringify({ about, n: Math.random() })];
  return pool.query({ name: "insert", text: "insert into bare (id, body) values ($1, $2)", values });
}

function commits(name: string, connections: number, goal: Goal): Comparison {
  const open = () =>
    bench(connections, async (on) => ({
      ours: () => rate(connections, 1, () => on.store.ledger.commit([change()])),
      peer: () => rate(connections, 1, () => insert(on)),
    }));
  return { name, unit: "per second", goal, open };
}

/** Each commit requires one of a hundred records, as a release requires its subject's consent. */
const guarded: Comparison = {
  name: "guarded commit beside a bare INSERT, one connection",
  unit: "per second",
  open: () =>
    bench(1, async (on) => {
      const guards = Array.from({ length: 100 }, freshRecord);
      for (const record of guards) await on.store.ledger.commit([change(record)]);
      const requires = () => [
        { record: guards[Math.floor(Math.random() * 100)] ?? freshRecord(), version: 1 },
      ];
      return {
        ours: () => rate(1, 1, () => on.store.ledger.commit([change()], { requires: requires() })),
        peer: () => rate(1, 1, () => insert(on)),
      };
    }),
};

const gets: Comparison = {
  name: "get beside a bare primary-key SELECT, one connection",
  unit: "per second",
  goal: ">=0.8",
  open: () =>
    bench(1, async (on) => {
      const records = Array.from({ length: 500 }, freshRecord);
      for (const record of records)
        await Promise.all([on.store.ledger.commit([change(record)]), insert(on, record)]);
      const any = () => records[Math.floor(Math.random() * 500)] ?? freshRecord();
      const select = async () => {
        const text = "select id, body from bare where id = $1";
        const { rows } = await on.pool.query<{ body: string }>({ name: "select", text, values: [any()] });
        return JSON.parse(rows[0]?.body ?? "") as unknown;
      };
      return { ours: () => rate(1, 1, () => on.store.ledger.get(any())), peer: () => rate(1, 1, select) };
    }),
};

const batched: Comparison = {
  name: "events, ten a commit, beside bare INSERTs, one connection",
  unit: "events per second",
  open: () =>
    bench(1, async (on) => ({
      ours: () => rate(1, 10, () => on.store.ledger.commit([change(freshRecord(), 10)])),
      peer: () => rate(1, 1, () => insert(on)),
    })),
};

/** What the ledger costs over the bare statements that it could not do without. About 1 kB a record. */
export const comparisons: readonly Comparison[] = [
  commits("commit beside a bare INSERT, one connection", 1, ">=0.6"),
  commits("commit beside a bare INSERT, ten connections", 10, ">=0.5"),
  guarded,
  gets,
  batched,
];
