import { expect, test } from "vitest";
import { digestSchema, guardSchema, oneOf, recordIdSchema } from "../../packages/hub/src/shapes.js";

test("a list made from a table takes its names and nothing else", () => {
  const colour = oneOf<"red" | "green">({ red: true, green: true });
  expect(["red", "green"].every((name) => colour.safeParse(name).success)).toBe(true);
  expect(["Red", "", "toString", "true", undefined].some((name) => colour.safeParse(name).success)).toBe(
    false,
  );
});

test("addresses, digests and guards have their forms", () => {
  expect(recordIdSchema.safeParse("journey/jrn_1").success).toBe(true);
  expect(recordIdSchema.safeParse("journey").success).toBe(false);
  expect(digestSchema.safeParse("0".repeat(64)).success).toBe(true);
  expect(digestSchema.safeParse("0".repeat(63)).success).toBe(false);
  expect(guardSchema.safeParse({ record: "a/b", version: 0 }).success).toBe(true);
  expect(guardSchema.safeParse({ record: "a/b", version: -1 }).success).toBe(false);
});
