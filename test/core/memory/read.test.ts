import { memoryLedger, recordOf, sha256 } from "@throughline/core";
import { expect, test } from "vitest";
import { commitTo } from "../../../packages/core/src/memory/commit.js";
import { getFrom } from "../../../packages/core/src/memory/read.js";
import { emptyTables } from "../../../packages/core/src/memory/tables.js";
import { all, change, refusal } from "../support.js";

const record = recordOf("counter", "one");

test("a record that does not match its digest is refused", async () => {
  const tables = emptyTables({ source: "urn:here", clock: () => new Date(), hash: sha256 });
  commitTo(tables, [change(record)], {});
  const stored = tables.records.get(record);
  if (!stored) throw new Error("Nothing was stored.");
  for (const altered of [
    { state: '{"total":1000000}' },
    { law: 2 },
    { version: 2 },
    { keys: [{ name: "a", value: "b" }] },
  ]) {
    tables.records.set(record, { ...stored, ...altered });
    expect(await refusal(() => getFrom(tables, record))).toMatchObject({
      code: "ledger/corrupt",
      details: { record },
    });
  }
  tables.records.set(record, stored);
  expect(getFrom(tables, record).record?.state).toEqual({ total: 1 });
});

test("several live followers wake for one commit, and none is left behind after its signal", async () => {
  const ledger = memoryLedger();
  const stop = new AbortController();
  const told: number[] = [];
  const followers = [1, 2, 3].map(async (follower) => {
    for await (const { version } of ledger.follow({ live: true, signal: stop.signal }))
      told.push(follower * 10 + version);
  });
  await ledger.commit([change(record)]);
  await ledger.commit([change(record, 1)]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  await Promise.all(followers);
  expect(told.sort((a, b) => a - b)).toEqual([11, 12, 21, 22, 31, 32]);
  expect(await all(ledger.follow())).toHaveLength(2);
});

test("a place that this log does not have is refused by what was asked for", async () => {
  const ledger = memoryLedger();
  await ledger.commit([change(record)]);
  const log = (await all(ledger.follow()))[0]?.position?.log ?? "";
  for (const [after, details] of [
    [{ log: "another", sequence: 0 }, { log: "another" }],
    [
      { log, sequence: 2 },
      { log, sequence: 2 },
    ],
  ] as const) {
    const error = await refusal(() => all(ledger.follow({ after })));
    expect([error.code, error.details]).toEqual(["ledger/not-found", details]);
  }
  expect(await all(ledger.follow({ after: { log, sequence: 1 } }))).toEqual([]);
});
