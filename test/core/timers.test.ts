import { checkTake } from "@throughline/core";
import { expect, test } from "vitest";

test.each([
  {},
  { limit: 1 },
  { limit: 1000 },
  { leaseSeconds: 1 },
  { leaseSeconds: 3600 },
  { leaseSeconds: 1.5 },
])("takes %o", (options) => {
  expect(() => checkTake(options)).not.toThrow();
});

test.each([
  { limit: 0 },
  { limit: 1001 },
  { limit: 2.5 },
  { leaseSeconds: 0.9 },
  { leaseSeconds: 3601 },
  { leaseSeconds: Number.NaN },
])("refuses %o", (options) => {
  expect(() => checkTake(options)).toThrow(RangeError);
});
