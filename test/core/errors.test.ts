import {
  CoreError,
  coreErrors,
  isThroughlineError,
  LedgerError,
  ledgerErrors,
  ThroughlineError,
  vaultErrors,
} from "@throughline/core";
import { describe, expect, test } from "vitest";

/** What an error of another installed copy of this package looks like: same form, other class. */
class OtherCopy extends Error {
  readonly "~throughline" = 1;
  readonly code = "ledger/conflict";
  readonly status = 409;
  readonly details = {};
}

describe("isThroughlineError", () => {
  test("knows our errors, by code if asked, also from another installed copy", () => {
    const error = new LedgerError("ledger/conflict");
    expect([isThroughlineError(error), isThroughlineError(error, "ledger/conflict")]).toEqual([true, true]);
    expect(isThroughlineError(error, "ledger/corrupt")).toBe(false);
    expect(new OtherCopy()).not.toBeInstanceOf(ThroughlineError);
    expect(isThroughlineError(new OtherCopy(), "ledger/conflict")).toBe(true);
  });

  test.each([new Error("x"), { "~throughline": 1, code: "a/b" }, null, undefined, "ledger/conflict"])(
    "does not take %o for one",
    (value) => {
      expect(isThroughlineError(value)).toBe(false);
    },
  );
});

describe("an error", () => {
  test("carries code, status, the constant message, details and cause", () => {
    const cause = new Error("underneath");
    const error = new CoreError("core/invalid-fact", { details: { type: "a.b" }, cause });
    expect(error).toMatchObject({
      name: "ThroughlineError",
      code: "core/invalid-fact",
      status: 422,
      details: { type: "a.b" },
    });
    expect(error.message).toBe(coreErrors["core/invalid-fact"].message);
    expect(error.cause).toBe(cause);
    expect(new CoreError("core/erased")).not.toHaveProperty("cause");
    expect(new CoreError("core/erased").details).toEqual({});
  });

  test.each(Object.entries({ ...coreErrors, ...ledgerErrors, ...vaultErrors }))(
    "%s has a status and says what to do",
    (code, facts) => {
      expect(code).toMatch(/^(core|ledger|vault)\/[a-z]+(-[a-z]+)*$/);
      expect(facts.status).toBeGreaterThanOrEqual(400);
      expect(facts.status).toBeLessThan(600);
      expect(facts.message).toMatch(/^[A-Z].*[.;,].+\.$/);
    },
  );
});

test("the codes are the ones that were published: callers compare them", () => {
  expect(Object.keys(coreErrors)).toEqual([
    "core/not-json",
    "core/invalid-event",
    "core/invalid-fact",
    "core/unknown-fact-type",
    "core/unknown-command",
    "core/erased",
  ]);
  expect(Object.keys(ledgerErrors)).toEqual([
    "ledger/conflict",
    "ledger/key-reused",
    "ledger/key-taken",
    "ledger/too-late",
    "ledger/too-early",
    "ledger/newer-law",
    "ledger/corrupt",
    "ledger/invalid-change",
    "ledger/not-found",
    "ledger/unavailable",
  ]);
  expect(Object.keys(vaultErrors)).toEqual([
    "vault/key-missing",
    "vault/reserved-subject",
    "vault/tombstone-missing",
    "vault/unavailable",
    "vault/wrong-wrap",
  ]);
});
