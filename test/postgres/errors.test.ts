import { isThroughlineError } from "@throughline/core";
import { PostgresError, type PostgresErrorCode, postgresErrors } from "@throughline/postgres";
import { expect, test } from "vitest";

test.each(Object.entries(postgresErrors))(
  "%s says what to do, and nothing of the case",
  (code, { status, message }) => {
    const error = new PostgresError(code as PostgresErrorCode, { details: { setting: "x" } });
    expect(isThroughlineError(error, code)).toBe(true);
    expect([error.status, error.message, error.details]).toEqual([status, message, { setting: "x" }]);
    // A fault, then a remedy: two sentences at least.
    expect(message.split(". ").length).toBeGreaterThanOrEqual(2);
  },
);
