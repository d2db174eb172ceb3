import { addSeconds, fingerprint, isThroughlineError, type RecordId, verifyRecord } from "@throughline/core";
import { ledgerLaws } from "@throughline/core/testing";
import { createPostgres, type Postgres } from "@throughline/postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { droppingProxy } from "./proxy.js";
import { all, change, codeOf, freshRecord, onDatabase, onServer, source } from "./support.js";

describe.skipIf(postgresUrl === undefined)("on a server", () => {
  let store: Postgres;
  let url: string;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, url, end } = await onServer({ connections: 16 }));
  });
  afterAll(() => end());

  const placed = (record: RecordId) =>
    onDatabase(url, "select version from throughline.records where record = $1", [record]);

  test("a guard on a record that does not exist holds against whoever makes it", async () => {
    for (let round = 0; round < 30; round += 1) {
      const [guarded, writer] = [freshRecord(), freshRecord()];
      const outcomes = await Promise.all([
        codeOf(store.ledger.commit([change(guarded)])),
        codeOf(store.ledger.commit([change(writer)], { requires: [{ record: guarded, version: 0 }] })),
      ]);
      expect(outcomes[0]).toBe("done");
      const [made, written] = await Promise.all([store.ledger.get(guarded), store.ledger.get(writer)]);
      // Both stand only if the guarded commit came before the record was made.
      if (outcomes[1] === "done")
        expect((written.record?.changedAt ?? "z") <= (made.record?.changedAt ?? "")).toBe(true);
      else expect(outcomes[1]).toBe("ledger/conflict");
    }
  });

  test("a held place is no record: neither get nor find nor history shows it, and it can still be made", async () => {
    const [guarded, writer] = [freshRecord(), freshRecord()];
    await store.ledger.commit([change(writer)], { requires: [{ record: guarded, version: 0 }] });
    expect(await placed(guarded)).toEqual([{ version: 0 }]);
    expect((await store.ledger.get(guarded)).record).toBeUndefined();
    expect(await all(store.ledger.history(guarded))).toEqual([]);
    await store.ledger.commit([change(guarded, 0, { partition: "subject-1" })]);
    expect((await store.ledger.get(guarded)).record).toMatchObject({ version: 1, partition: "subject-1" });
    expect(await verifyRecord(store.ledger, guarded)).toMatchObject({ verdict: "consistent", events: 1 });
  });

  test("a refused commit leaves no place held", async () => {
    const [absent, made] = [freshRecord(), freshRecord()];
    await store.ledger.commit([change(made)]);
    const guards = [
      { record: absent, version: 0 },
      { record: made, version: 7 },
    ];
    expect(await codeOf(store.ledger.commit([change(freshRecord())], { requires: guards }))).toBe(
      "ledger/conflict",
    );
    expect(await codeOf(store.ledger.commit([change(absent), change(made)]))).toBe("ledger/conflict");
    expect(await placed(absent)).toEqual([]);
  });

  test("commits in all orders, some deciding on what is long past, cause no deadlock at all", async () => {
    const own = await onServer({ connections: 10 });
    const crossing = ledgerLaws.filter(({ name }) => name.includes("deadlock"));
    expect(crossing).toHaveLength(2);
    for (let round = 0; round < 8; round += 1) for (const law of crossing) await law.run(own.store);
    const [a, b] = [freshRecord(), freshRecord()];
    const stale = Array.from({ length: 200 }, (_, at) => {
      const [one, two] = at % 2 === 0 ? [a, b] : [b, a];
      const requires = [{ record: two, version: at % 3 }];
      return codeOf(own.store.ledger.commit([change(one, at % 5 === 0 ? 0 : at % 4)], { requires }));
    });
    expect(new Set(await Promise.all(stale))).toEqual(new Set(["done", "ledger/conflict"]));
    await own.store.close();
    // Connections write down what they met when they end.
    const asked = "select deadlocks::int from pg_stat_database where datname = current_database()";
    expect(await onDatabase(own.url, asked)).toEqual([{ deadlocks: 0 }]);
    await own.end();
  });

  test("a creation that comes second is told the version it met", async () => {
    const record = freshRecord();
    await store.ledger.commit([change(record)]);
    const refused = await store.ledger.commit([change(record)]).catch((error: unknown) => error);
    expect(isThroughlineError(refused, "ledger/conflict") && refused.details).toEqual({
      record,
      expected: 0,
      actual: 1,
    });
  });

  test("one key sent twice at once makes one of two records, although both want the same unique value", async () => {
    for (let round = 0; round < 20; round += 1) {
      const unique = [{ name: "reference", value: `R-${crypto.randomUUID()}`, unique: true }];
      const options = { idempotencyKey: crypto.randomUUID(), fingerprint: fingerprint(["start"]) };
      const commits = await Promise.all(
        Array.from({ length: 6 }, () =>
          store.ledger.commit([change(freshRecord(), 0, { keys: unique })], options),
        ),
      );
      expect(new Set(commits.map(({ records }) => records[0]?.record)).size).toBe(1);
      expect(commits.filter(({ replayed }) => !replayed)).toHaveLength(1);
    }
  });

  test("a hot record: of all that commit on one version one wins; read-then-write lets several win", async () => {
    const record = freshRecord();
    await store.ledger.commit([change(record)]);
    await onDatabase(url, "create table if not exists naive (id text primary key, version int)");
    await onDatabase(url, "insert into naive values ($1, 1)", [record]);
    let naiveDoubles = 0;
    for (let round = 1; round <= 20; round += 1) {
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, () => codeOf(store.ledger.commit([change(record, round)]))),
      );
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "ledger/conflict")).toHaveLength(15);
      const winners = await Promise.all(Array.from({ length: 4 }, () => naively(record, round)));
      if (winners.filter(Boolean).length > 1) naiveDoubles += 1;
    }
    expect((await store.ledger.get(record)).record?.version).toBe(21);
    expect(naiveDoubles).toBeGreaterThan(0);
  });

  /** The negative control: reads the version, and writes if it was the expected one. */
  async function naively(record: RecordId, expected: number): Promise<boolean> {
    const [row] = await onDatabase(url, "select version from naive where id = $1", [record]);
    if (row?.["version"] !== expected) return false;
    await onDatabase(url, "update naive set version = $2 where id = $1", [record, expected + 1]);
    return true;
  }

  test("backends ended in the middle lose no commit and double none, with and without a key", async () => {
    let isOver = false;
    const killing = (async () => {
      while (!isOver) {
        await onDatabase(
          url,
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database() and random() < 0.4",
        );
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })();
    const records = Array.from({ length: 24 }, freshRecord);
    await Promise.all(
      records.map(async (record, at) => {
        for (let version = 0; version < 15; version += 1) {
          const keyed = { idempotencyKey: crypto.randomUUID(), fingerprint: "f" };
          const commit = await store.ledger.commit([change(record, version)], at % 2 === 0 ? keyed : {});
          expect(commit.records[0]?.version).toBe(version + 1);
        }
      }),
    );
    isOver = true;
    await killing;
    for (const record of records) {
      expect(await verifyRecord(store.ledger, record)).toMatchObject({ verdict: "consistent", events: 15 });
    }
    const told = (await all(store.ledger.follow())).filter(({ record }) => records.includes(record));
    expect(told).toHaveLength(24 * 15);
  });

  test("a reply that is lost after the commit is found again, and nothing is written twice", async () => {
    const proxy = await droppingProxy(url);
    const through = await createPostgres({ connection: { url: proxy.url }, source, connections: 1 });
    for (const options of [{}, { idempotencyKey: crypto.randomUUID(), fingerprint: "f" }]) {
      const [first, second] = [freshRecord(), freshRecord()];
      proxy.loseReplyTo("commit_changes");
      const commit = await through.ledger.commit([change(second), change(first)], options);
      expect(proxy.lost()).toBeGreaterThan(0);
      expect(commit.records.map(({ record, version }) => [record, version])).toEqual([
        [second, 1],
        [first, 1],
      ]);
      for (const { record, head } of commit.records) {
        const { record: found } = await store.ledger.get(record);
        expect(found).toMatchObject({ version: 1, head, changedAt: commit.time });
      }
    }
    await through.close();
    await proxy.close();
  });

  test.each([
    ["a unique value", "insert into throughline.lookups values ('note', 'n', $1, '', 'note/other', true)"],
    ["a key", "insert into throughline.commits values ($1, 'f', '{}')"],
  ])(
    "a deadline that passes while %s is waited for is too late, and nothing is written",
    async (_what, hold) => {
      const record = freshRecord();
      const holder = new pg.Client({ connectionString: url });
      await holder.connect();
      await holder.query("begin");
      await holder.query(hold, [record]);
      const before = addSeconds((await store.ledger.get(record)).now, 0.2);
      const keys = [{ name: "n", value: record, unique: true }];
      const options = { before, idempotencyKey: record, fingerprint: "f" };
      const outcome = codeOf(store.ledger.commit([change(record, 0, { keys })], options));
      await new Promise((resolve) => setTimeout(resolve, 400));
      await holder.query("rollback");
      await holder.end();
      expect(await outcome).toBe("ledger/too-late");
      expect(await placed(record)).toEqual([]);
      await store.ledger.commit([change(record, 0, { keys })], {
        ...options,
        before: addSeconds(before, 60),
      });
    },
  );

  test("a connection that was set not to wait for the disk is refused, commit by commit", async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const unsafe = await createPostgres({ connection: { pool }, source });
    await pool.query("set synchronous_commit = off");
    const record = freshRecord();
    expect(await codeOf(unsafe.ledger.commit([change(record)]))).toBe("postgres/unsafe-setting");
    await pool.query("set synchronous_commit = on; set default_transaction_isolation = 'repeatable read'");
    expect(await codeOf(unsafe.ledger.commit([change(record)]))).toBe("postgres/unsafe-setting");
    await pool.query("reset all");
    expect(await codeOf(unsafe.ledger.commit([change(record)]))).toBe("done");
    await unsafe.close();
    await pool.end();
  });

  test("what looks like SQL is data, wherever it stands", async () => {
    const evil = "'; drop table throughline.events; --\\\" $1 {schema} \u2028";
    const record = freshRecord();
    const keys = [{ name: evil.slice(0, 60), value: evil, order: evil, unique: true }];
    const timers = [{ name: evil, due: "2020-01-01T00:00:00.000Z" }];
    const events = [{ type: "note.written", data: { [evil]: evil } }];
    await store.ledger.commit(
      [change(record, 0, { keys, timers, events, partition: evil, state: { [evil]: evil } })],
      {
        idempotencyKey: evil,
        fingerprint: evil,
      },
    );
    expect((await store.ledger.get(record)).record).toMatchObject({
      state: { [evil]: evil },
      keys,
      timers,
      partition: evil,
    });
    const query = { kind: "note", name: evil.slice(0, 60), value: evil };
    expect((await all(store.ledger.find(query))).map((found) => found.record)).toEqual([record]);
    expect((await store.ledger.committed(evil, evil))?.records[0]?.record).toBe(record);
    expect((await store.timers.take({ kind: "note' or '1'='1" })).length).toBe(0);
    expect((await store.timers.take({ kind: "note" })).map(({ name }) => name)).toContain(evil);
    const get = store.ledger.get("note/x' or '1'='1");
    expect((await get).record).toBeUndefined();
  });
});
