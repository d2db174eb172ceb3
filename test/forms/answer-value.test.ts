import { checkFact } from "@throughline/core";
import { addressSchema, answerValueSchema } from "@throughline/forms";
import { expect, test } from "vitest";

const address = { lines: ["4 Mill Lane"], town: "Swansea", postcode: "SA1 1AA", country: "GB" };

test("an address is the value of its fact", () => {
  expect(addressSchema.parse(address)).toEqual(checkFact("address.current", address));
});

test.each(["", "text", true, false, null, address])("%j is the value of an answer", (value) => {
  expect(answerValueSchema.parse(value)).toEqual(value);
});

test.each([
  undefined,
  1,
  [],
  {},
  "x".repeat(20_001),
  { ...address, lines: [] },
  { ...address, lines: Array(5).fill("x") },
  { ...address, town: "x".repeat(101) },
  { ...address, country: "FR" },
  { ...address, note: "x" },
])("%j is none", (value) => {
  expect(answerValueSchema.safeParse(value).success).toBe(false);
});
