import { memoryLedger } from "@throughline/core";
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

test("every law has a name of its own", () => {
  const names = [...ledgerLaws, ...timersLaws, ...quotaLaws].map((law) => law.name);
  expect(new Set(names).size).toBe(names.length);
});
