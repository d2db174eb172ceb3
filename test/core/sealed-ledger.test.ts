import { memoryLedger, memoryVault, sealedLedger } from "@throughline/core";
import { ledgerLaws, quotaLaws, timersLaws } from "@throughline/core/testing";
import { describe, expect, test } from "vitest";

describe("laws on a sealed memory ledger", () => {
  const below = memoryLedger();
  const store = { ...below, ledger: sealedLedger(below, memoryVault()) };

  test.each([...ledgerLaws, ...timersLaws, ...quotaLaws].map((law) => [law.name, law] as const))(
    "%s",
    async (_name, law) => {
      await expect(law.run(store)).resolves.toBeUndefined();
    },
  );
});
