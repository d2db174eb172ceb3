import { consistencyProofSchema, inclusionProofSchema } from "@throughline/core/transparency";
import { expect, test } from "vitest";
import { writtenPath } from "../../../packages/core/src/transparency/proof.js";
import { expectPublished, golden } from "./schema.js";

test("the published schemas and the examples of version 1", async () => {
  await expectPublished(
    "inclusion-proof.v1",
    "An inclusion proof: that an event is in a transparency log",
    inclusionProofSchema,
  );
  await expectPublished(
    "consistency-proof.v1",
    "A consistency proof: that one tree head is a prefix of another",
    consistencyProofSchema,
  );
});

test("a path is hashes in lower-case hexadecimal digits, and not without end", () => {
  const example = golden("inclusion-proof.v1");
  const path = writtenPath([new Uint8Array(32).fill(171)]);
  expect(path).toEqual(["ab".repeat(32)]);
  expect(inclusionProofSchema.safeParse({ ...example, path }).success).toBe(true);
  expect(inclusionProofSchema.safeParse({ ...example, path: Array(107).fill(path[0]) }).success).toBe(false);
  expect(inclusionProofSchema.safeParse({ ...example, path: ["AB".repeat(32)] }).success).toBe(false);
});
