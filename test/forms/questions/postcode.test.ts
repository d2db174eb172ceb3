import { expect, test } from "vitest";
import { toPostcode } from "../../../packages/forms/src/questions/postcode.js";

test.each([
  ["SW1A 1AA", "SW1A 1AA"],
  ["sw1a1aa", "SW1A 1AA"],
  [" S w 1 A-1.a(A) ", "SW1A 1AA"],
  ["M1 1AE", "M1 1AE"],
  ["B33 8TH", "B33 8TH"],
  ["CR2 6XH", "CR2 6XH"],
  ["DN55 1PT", "DN55 1PT"],
  ["EC1A 1BB", "EC1A 1BB"],
  ["W1A 0AX", "W1A 0AX"],
  ["GIR 0AA", "GIR 0AA"],
  ["ＣＦ10 1AA", "CF10 1AA"],
])("%s is %s", (typed, expected) => {
  expect(toPostcode(typed)).toBe(expected);
});

test.each([
  "",
  "SW1A",
  "1AA",
  "SW1A 1A",
  "SW1A 1AAA",
  "QA1 1AA",
  "SW1A 1AC",
  "SA1 IAA",
  "12345",
  "SW1A 1A<",
  "x".repeat(100_000),
])("%.20s is no postcode", (typed) => {
  expect(toPostcode(typed)).toBeUndefined();
});
