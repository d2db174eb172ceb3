import { memoryLedger, sha256 } from "@throughline/core";
import { expect, test } from "vitest";
import { emptyTables } from "../../../packages/core/src/memory/tables.js";
import { all, change, freshRecord } from "../support.js";

test("two ledgers share nothing, not even a log", async () => {
  const [a, b] = [memoryLedger(), memoryLedger()];
  const record = freshRecord();
  await a.commit([change(record)]);
  expect((await b.get(record)).record).toBeUndefined();
  const [told] = await all(a.follow());
  await b.commit([change(record)]);
  expect((await all(b.follow()))[0]?.position?.log).not.toBe(told?.position?.log);
});

test("the clock stands still rather than go back", () => {
  const times = ["2026-11-23T10:00:00.000Z", "2026-11-23T09:00:00.000Z", "2026-11-23T10:00:00.001Z"];
  const tables = emptyTables({
    source: "urn:here",
    clock: () => new Date(times.shift() ?? ""),
    hash: sha256,
  });
  expect([tables.now(), tables.now(), tables.now()]).toEqual([
    "2026-11-23T10:00:00.000Z",
    "2026-11-23T10:00:00.000Z",
    "2026-11-23T10:00:00.001Z",
  ]);
});
