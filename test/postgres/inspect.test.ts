import { addSeconds } from "@throughline/core";
import type { Postgres } from "@throughline/postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { all, change, codeOf, freshRecord, onDatabase, onServer } from "./support.js";

const past = "2020-01-01T00:00:00.000Z";

describe.skipIf(postgresUrl === undefined)("an inspection", () => {
  let store: Postgres;
  let url: string;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ store, url, end } = await onServer({ connections: 12 }));
  });
  afterEach(() => end());

  test("finds nothing in what commits, followers and workers do, also while they do it", async () => {
    const { now } = await store.ledger.get("note/none");
    let isOver = false;
    const working = (async () => {
      while (!isOver) {
        await store.sequence();
        for (const due of await store.timers.take()) await store.timers.done(due);
      }
    })();
    const writing = Array.from({ length: 8 }, async (_, at) => {
      const record = freshRecord();
      for (let version = 0; version < 40; version += 1) {
        const keys = [
          { name: "reference", value: `${record} ${version % 3}`, unique: true },
          { name: "n", value: "é\\ \"'", order: `${version}` },
        ];
        const timers = [
          { name: "a", due: version % 2 === 0 ? past : addSeconds(now, 600 + version) },
          { name: "b", due: "2999-01-01T00:00:00.000Z" },
        ].slice(version % 3);
        const requires = [{ record: freshRecord(), version: 0 }];
        const own = { idempotencyKey: `${at} ${version}`, fingerprint: "f" };
        await store.ledger.commit([change(record, version, { keys, timers })], { requires, ...own });
      }
    });
    const looks: unknown[] = [];
    const looking = (async () => {
      while (!isOver) looks.push(await store.inspect());
    })();
    await Promise.all(writing);
    isOver = true;
    await Promise.all([working, looking]);
    expect(looks.length).toBeGreaterThan(1);
    expect(looks.flat()).toEqual([]);
    expect(await store.inspect()).toEqual([]);
  });

  test("tells which record at which version and which place in the log", async () => {
    const record = freshRecord();
    for (const version of [0, 1, 2]) await store.ledger.commit([change(record, version)]);
    await all(store.ledger.follow());
    await onDatabase(url, "delete from throughline.events where version = 2");
    expect(await store.inspect()).toEqual([{ fault: "event-missing", record, version: 2, sequence: 2 }]);
    await onDatabase(url, "delete from throughline.log where sequence = 2");
    expect(await store.inspect()).toEqual([{ fault: "log-gap", sequence: 2 }]);
  });

  test("a timer that is due may be gone: somebody dealt with it", async () => {
    await store.ledger.commit([change(freshRecord(), 0, { timers: [{ name: "a", due: past }] })]);
    for (const due of await store.timers.take()) await store.timers.done(due);
    expect(await store.inspect()).toEqual([]);
  });

  test("what is no JSON although it has its digest and its hash ends it by name", async () => {
    const record = freshRecord();
    await store.ledger.commit([change(record)]);
    await onDatabase(
      url,
      `update throughline.records set keys = 'x', state_digest = encode(sha256(convert_to(
         '{"keys":x,"law":1,"state":' || state || ',"timers":[],"version":1}', 'UTF8')), 'hex')`,
    );
    expect(await codeOf(store.inspect())).toBe("ledger/corrupt");
    expect(await codeOf(store.ledger.get(record))).toBe("ledger/corrupt");
  });
});
