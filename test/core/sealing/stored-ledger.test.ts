import { memoryLedger, memoryVault, sealedLedger, storedLedger } from "@throughline/core";
import { expect, test } from "vitest";

test("the ledger below is found through any number of layers, and a plain ledger is its own", () => {
  const plain = memoryLedger();
  expect(storedLedger(plain)).toBe(plain);
  const sealed = sealedLedger(plain, memoryVault());
  expect(storedLedger(sealed)).toBe(plain);
  expect(storedLedger(sealedLedger(sealed, memoryVault()))).toBe(plain);
  expect(storedLedger({ ...sealed })).toBe(plain);
});
