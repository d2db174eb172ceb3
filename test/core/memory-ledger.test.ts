import { createHash } from "node:crypto";
import { memoryLedger, recordOf, type Sha256 } from "@throughline/core";
import { ledgerLaws, quotaLaws, timersLaws } from "@throughline/core/testing";
import { describe, expect, test } from "vitest";

const store = memoryLedger();

describe.each([
  ["ledger", ledgerLaws],
  ["timers", timersLaws],
  ["quota", quotaLaws],
] as const)("%s laws on memory", (_, laws) => {
  test.each(laws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(store)).resolves.toBeUndefined();
  });
});

test("another SHA-256 does all the work and gives the same hashes", async () => {
  let calls = 0;
  const hash: Sha256 = (bytes) => {
    calls += 1;
    return new Uint8Array(createHash("sha256").update(bytes).digest());
  };
  const clock = () => new Date("2026-11-23T10:00:00.000Z");
  const record = recordOf("probe", "one");
  const events = [{ type: "probe.made", data: {} }];
  const change = { record, expectedVersion: 0, law: 1, events, state: {}, keys: [], timers: [] };
  const other = memoryLedger({ clock, hash });
  const heads = [];
  for (const ledger of [memoryLedger({ clock }), other])
    heads.push((await ledger.commit([change])).records[0]?.head);
  expect(heads[0]).toBe(heads[1]);
  const written = calls;
  expect(written).toBe(3);
  expect((await other.get(record)).record?.version).toBe(1);
  expect(calls).toBe(written + 1);
});

test("every law has a name of its own", () => {
  const names = [...ledgerLaws, ...timersLaws, ...quotaLaws].map((law) => law.name);
  expect(new Set(names).size).toBe(names.length);
});
