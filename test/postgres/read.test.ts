import { isThroughlineError, verifyRecord } from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { all, change, codeOf, freshRecord, onDatabase, onServer, source } from "./support.js";

describe.skipIf(postgresUrl === undefined)("what was altered behind the store's back", () => {
  let store: Postgres;
  let url: string;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, url, end } = await onServer());
  });
  afterAll(() => end());

  async function threeVersions() {
    const record = freshRecord();
    const keys = [{ name: "reference", value: record, order: "1" }];
    const commits = [];
    for (const version of [0, 1, 2])
      commits.push(await store.ledger.commit([change(record, version, { keys })]));
    expect(await verifyRecord(store.ledger, record)).toEqual({
      verdict: "consistent",
      faults: [],
      events: 3,
    });
    return { record, head: commits[2]?.records[0] };
  }

  test.each([
    ["state", `state = '{"n":4}'`],
    ["keys", "keys = '[]'"],
    ["timers", `timers = '[{"due":"2030-01-01T00:00:00.000Z","name":"x"}]'`],
    ["law", "law = 2"],
    ["version", "version = 2"],
    ["a state that is no JSON", "state = 'x'"],
  ])("%s: get and find refuse, and verifyRecord names the state", async (_, assignment) => {
    const { record } = await threeVersions();
    await onDatabase(url, `update throughline.records set ${assignment} where record = $1`, [record]);
    const refused = await store.ledger.get(record).catch((error: unknown) => error);
    expect(isThroughlineError(refused, "ledger/corrupt") && refused.details).toEqual({ record });
    const query = { kind: "note", name: "reference", value: record };
    expect(await codeOf(all(store.ledger.find(query)))).toBe("ledger/corrupt");
    const { verdict, faults } = await verifyRecord(store.ledger, record);
    expect([verdict, faults.map(({ fault }) => fault)]).toEqual(["broken", ["state-altered"]]);
  });

  test.each([
    [
      "an event's words",
      `update throughline.events set body = replace(body, '"n":2', '"n":9') where record = $1 and version = 2`,
      "event-altered",
      2,
    ],
    [
      "an event's time",
      "update throughline.events set time = '2020-01-01T00:00:00.000Z' where record = $1 and version = 2",
      "event-altered",
      2,
    ],
    [
      "an event removed",
      "delete from throughline.events where record = $1 and version = 2",
      "event-missing",
      2,
    ],
    [
      "the last event removed",
      "delete from throughline.events where record = $1 and version = 3",
      "history-truncated",
      3,
    ],
  ])("%s: verifyRecord names it", async (_, sql, fault, version) => {
    const { record } = await threeVersions();
    await onDatabase(url, sql, [record]);
    const verdict = await verifyRecord(store.ledger, record);
    expect(verdict.verdict).toBe("broken");
    expect(verdict.faults).toContainEqual({ fault, version });
  });

  test("a record and its last event removed together are found out by a head kept elsewhere", async () => {
    const { record, head } = await threeVersions();
    await onDatabase(url, "delete from throughline.events where record = $1", [record]);
    await onDatabase(url, "delete from throughline.records where record = $1", [record]);
    expect((await verifyRecord(store.ledger, record)).verdict).toBe("consistent");
    expect((await verifyRecord(store.ledger, record, head)).faults).toEqual([
      { fault: "history-truncated", version: 3 },
    ]);
  });

  test("a lookup that leads to a record which does not hold it is refused", async () => {
    const { record } = await threeVersions();
    await onDatabase(url, "update throughline.lookups set value = 'stolen' where record = $1", [record]);
    const query = { kind: "note", name: "reference", value: "stolen" };
    expect(await codeOf(all(store.ledger.find(query)))).toBe("ledger/corrupt");
  });

  test("a gap in the log is refused", async () => {
    const alone = await onServer();
    for (const version of [0, 1, 2]) await alone.store.ledger.commit([change("note/gap", version)]);
    expect(await all(alone.store.ledger.follow())).toHaveLength(3);
    await onDatabase(alone.url, "delete from throughline.log where sequence = 2");
    expect(await codeOf(all(alone.store.ledger.follow()))).toBe("ledger/corrupt");
    await alone.end();
  });
});

test("a list longer than a page is told whole, both ways, with a limit and from a cursor", async () => {
  const store = await createPostgres({ source });
  const keys = (at: number) => [{ name: "queue", value: "north", order: String(at).padStart(4, "0") }];
  for (let at = 0; at < 430; at += 1)
    await store.ledger.commit([change(freshRecord(), 0, { keys: keys(at) })]);
  const query = { kind: "note", name: "queue", value: "north" };
  const found = await all(store.ledger.find(query));
  expect(found.map(({ cursor }) => cursor.order)).toEqual(
    Array.from({ length: 430 }, (_, at) => String(at).padStart(4, "0")),
  );
  const back = await all(store.ledger.find({ ...query, direction: "descending" }));
  expect(back.map(({ record }) => record)).toEqual(found.map(({ record }) => record).reverse());
  expect(await all(store.ledger.find({ ...query, limit: 201 }))).toHaveLength(201);
  const after = found[199]?.cursor;
  if (after === undefined) throw new Error("There are 430.");
  const rest = await all(store.ledger.find({ ...query, after, from: "0100", to: "0300" }));
  expect(rest.map(({ cursor }) => cursor.order)).toEqual(
    Array.from({ length: 100 }, (_, at) => `0${at + 200}`),
  );
  await store.close();
}, 60_000);
