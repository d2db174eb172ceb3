import { describe, expect, test } from "vitest";
import { bounded, limitsOf } from "../../packages/http/src/client-options.js";

describe("limits", () => {
  test("a call's own win over the client's, and those over the usual", () => {
    const usual = { maxResponseBytes: 1_048_576, retries: 2, tryTimeoutMs: 10_000, totalTimeoutMs: 30_000 };
    expect(limitsOf({})).toEqual(usual);
    const client = limitsOf({ retries: 0, tryTimeoutMs: 5 });
    expect(client).toEqual({ ...usual, retries: 0, tryTimeoutMs: 5 });
    expect(limitsOf({ tryTimeoutMs: 7, maxResponseBytes: 1 }, client)).toEqual({
      ...client,
      tryTimeoutMs: 7,
      maxResponseBytes: 1,
    });
  });

  test.each([-1, 11, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("%d is refused by name", (value) => {
    expect(() => bounded("retries", value)).toThrow(/retries is a whole number from 0 to 10/);
  });

  test("the edges are allowed", () => {
    expect([bounded("retries", 0), bounded("retries", 10), bounded("maxRedirects", undefined)]).toEqual([
      0, 10, 0,
    ]);
  });
});
