import { isThroughlineError, LogError, type LogErrorCode, logErrors } from "@throughline/core";
import { expect, test } from "vitest";

test.each(Object.entries(logErrors))("%s has its status and message", (code, { status, message }) => {
  const error = new LogError(code as LogErrorCode, { details: { size: 1 } });
  expect(isThroughlineError(error, code)).toBe(true);
  expect([error.status, error.message, error.details]).toEqual([status, message, { size: 1 }]);
});
