import { type Change, type RecordId, recordOf } from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase, postgresUrl } from "../support/postgres.js";
import { all, change, freshRecord, onDatabase, source } from "./support.js";

const size = 3000;
/** Far less than the size: whoever reads this little has not gone through a table. */
const few = 200;
const times = 10;

const known = (at: number): RecordId => recordOf("note", `known-${String(at).padStart(6, "0")}`);
const changeOf = (record: RecordId, at: number): Change =>
  change(record, 0, {
    keys: [
      { name: "queue", value: "q", order: String(at).padStart(6, "0") },
      { name: "reference", value: record, unique: true },
    ],
    timers: [{ name: "ends", due: "2999-01-01T00:00:00.000Z" }],
  });

async function tenAtATime(count: number, work: (at: number) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < count; at += 10)
    await Promise.all(Array.from({ length: 10 }, (_, n) => work(at + n)));
}

const statistics = `select coalesce(sum(t.seq_tup_read), 0)::float8 + (
    select coalesce(sum(i.idx_tup_read), 0)::float8 from pg_stat_user_indexes i where i.schemaname = 'throughline') as read
  from pg_stat_user_tables t where t.schemaname = 'throughline'`;
const others =
  "select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

describe.skipIf(postgresUrl === undefined)("what an operation reads does not grow with what there is", () => {
  let database: FreshDatabase;
  const open = (connections: number) =>
    createPostgres({ connection: { url: database.url }, source, connections });

  /** Rows that went by so far. A connection tells it when it ends. */
  async function rowsRead(): Promise<number> {
    await expect.poll(async () => (await onDatabase(database.url, others))[0]?.["n"]).toBe(0);
    return Number((await onDatabase(database.url, statistics))[0]?.["read"]);
  }

  /** Rows that go by each time, on a connection whose plans are as settled as they get. */
  async function readEachTime(work: (store: Postgres, turn: number) => Promise<unknown>): Promise<number> {
    const idle = await rowsRead();
    await (await open(1)).close();
    const before = await rowsRead();
    const store = await open(1);
    for (let turn = 0; turn < times; turn += 1) await work(store, turn);
    await store.close();
    return ((await rowsRead()) - before - (before - idle)) / times;
  }

  beforeAll(async () => {
    database = await freshDatabase();
    const store = await open(10);
    const commit = (at: number) =>
      store.ledger.commit([changeOf(known(at), at)], { idempotencyKey: known(at), fingerprint: "f" });
    await tenAtATime(size, commit);
    await store.close();
    await onDatabase(database.url, "analyze");
  });
  afterAll(() => database.drop());

  const any = (turn: number) => known(turn * 271);
  const page = { kind: "note", name: "queue", value: "q", limit: 10 } as const;
  const middle = { order: String(size / 2).padStart(6, "0"), record: known(size / 2) };
  const until = "2999-01-01T00:00:00.000Z";

  test.each<[string, (store: Postgres, turn: number) => Promise<unknown>]>([
    ["get", ({ ledger }, turn) => ledger.get(any(turn))],
    ["history", ({ ledger }, turn) => all(ledger.history(any(turn)))],
    ["find, first page", ({ ledger }) => all(ledger.find(page))],
    ["find, last page", ({ ledger }) => all(ledger.find({ ...page, direction: "descending" }))],
    ["find, from the middle", ({ ledger }) => all(ledger.find({ ...page, after: middle }))],
    ["commit", ({ ledger }, turn) => ledger.commit([changeOf(freshRecord(), turn)])],
    [
      "commit with a guard",
      ({ ledger }, turn) =>
        ledger.commit([change(freshRecord())], { requires: [{ record: any(turn), version: 1 }] }),
    ],
    [
      "commit under a key",
      ({ ledger }, turn) =>
        ledger.commit([change(any(turn), 1)], { idempotencyKey: `again-${turn}`, fingerprint: "f" }),
    ],
    ["committed", ({ ledger }, turn) => ledger.committed(any(turn), "f")],
    ["take of timers", ({ timers }) => timers.take()],
    ["take of one kind's timers", ({ timers }) => timers.take({ kind: "handoff" })],
    ["take of a quota", ({ quota }, turn) => quota.take([String(turn)], { limit: 3, until })],
    [
      "a step of the sequencer",
      () => onDatabase(database.url, "select throughline.sequence_events(10, false)"),
    ],
  ])("%s", async (_, work) => {
    expect(await readEachTime(work)).toBeLessThan(few);
  });

  test("take of one kind's timers, where many of another kind are due", async () => {
    const store = await open(10);
    const due = (at: number) => recordOf("task", `due-${at}`);
    const timers = [{ name: "now", due: "2020-01-01T00:00:00.000Z" }];
    await tenAtATime(1000, (at) => store.ledger.commit([change(due(at), 0, { timers })]));
    await store.close();
    await onDatabase(database.url, "analyze");
    expect(await readEachTime(({ timers: port }) => port.take({ kind: "handoff" }))).toBeLessThan(few);
    expect(await readEachTime(({ timers: port }) => port.take({ limit: 1 }))).toBeLessThan(few);
  });

  test("the control: what goes through a table is seen to", async () => {
    const naive = "select from throughline.records where changed_at = 'never'";
    expect(await readEachTime(() => onDatabase(database.url, naive))).toBeGreaterThan(size - 1);
  });
});
