import { memoryLedger } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { deciderProofs } from "./proofs.js";

const store = memoryLedger();

describe("six deciders on memory", () => {
  test.each(deciderProofs.map((proof) => [proof.name, proof] as const))("%s", async (_, proof) => {
    await expect(proof.run(store)).resolves.toBeUndefined();
  });
});
