import { checkQuota, quotaKey } from "@throughline/core";
import { expect, test } from "vitest";

const until = "2026-11-23T10:00:00.000Z";

test("a limit is a whole number from 0, until an instant", () => {
  for (const limit of [0, 1, 1_000_000]) expect(() => checkQuota({ limit, until })).not.toThrow();
  for (const limit of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => checkQuota({ limit, until })).toThrow(RangeError);
  for (const end of ["", "2026-11-23T10:00:00Z", "tomorrow"])
    expect(() => checkQuota({ limit: 1, until: end })).toThrow(RangeError);
});

test("a key is kept as a digest that tells parts apart", () => {
  expect(quotaKey("ann@example.org")).toMatch(/^[0-9a-f]{64}$/);
  expect(quotaKey("a")).toBe(quotaKey(["a"]));
  expect(quotaKey(["a", "b"])).not.toBe(quotaKey(["ab"]));
});
