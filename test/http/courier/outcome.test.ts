import { LedgerError } from "@throughline/core";
import { HttpError } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../../packages/http/src/courier/outcome.js";

const answered = (status: number, more: object = {}) =>
  new HttpError("http/remote-problem", { details: { status, ...more } });

describe("what a failed call means for a parcel", () => {
  test.each([
    [410, "gone"],
    [400, "refused"],
    [401, "refused"],
    [404, "refused"],
    [409, "refused"],
    [422, "refused"],
    [408, "failed"],
    [425, "failed"],
    [429, "failed"],
    [500, "failed"],
    [503, "failed"],
    [304, "failed"],
  ])("%i is %s", (status, result) => expect(outcomeOf(answered(status))).toEqual({ result }));

  test.each([
    ["http/timeout", "failed"],
    ["http/unreachable", "failed"],
    ["http/refused-address", "failed"],
    ["http/refused-url", "failed"],
    ["http/redirected", "refused"],
    ["http/too-large", "failed"],
  ] as const)("%s is %s", (code, result) => expect(outcomeOf(new HttpError(code))).toEqual({ result }));

  test("a yes that is too long is a yes, a no that is too long is not", () => {
    const long = (status: number) =>
      outcomeOf(new HttpError("http/too-large", { details: { status } })).result;
    expect([199, 200, 299, 300, 500].map(long)).toEqual([
      "failed",
      "accepted",
      "accepted",
      "failed",
      "failed",
    ]);
  });

  test("a wait that was asked for is handed on", () => {
    expect(outcomeOf(answered(429, { retryAfterSeconds: 7 }))).toEqual({
      result: "failed",
      retryAfterSeconds: 7,
    });
  });

  test("our own troubles are no answer of the receiver's", () => {
    for (const error of [
      new TypeError("x"),
      new LedgerError("ledger/unavailable"),
      new HttpError("http/unknown-peer"),
      "x",
    ]) {
      expect(() => outcomeOf(error)).toThrow();
    }
  });
});
