import { logErrors } from "@throughline/core";
import { breakFaults, logBreakSchema } from "@throughline/core/transparency";
import { expect, test } from "vitest";
import { expectPublished, golden } from "./schema.js";

test("the published schema and the example of version 1", async () => {
  await expectPublished(
    "log-break.v1",
    "A break statement: that a transparency log does not go on, and which log begins",
    logBreakSchema,
  );
});

test("a break may be of a log without a good head, and needs a reason", () => {
  const { last: _, ...example } = golden("log-break.v1");
  expect(logBreakSchema.safeParse(example).success).toBe(true);
  expect(logBreakSchema.safeParse({ ...example, reason: "" }).success).toBe(false);
  expect(logBreakSchema.safeParse({ ...example, found: { fault: "other" } }).success).toBe(false);
});

test("every fault but none is the code of a refusal", () => {
  const codes = breakFaults.filter((fault) => fault !== "none").map((fault) => `log/${fault}`);
  expect(Object.keys(logErrors)).toEqual(expect.arrayContaining(codes));
});
