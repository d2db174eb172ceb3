import { isThroughlineError, toProblem } from "@throughline/core";
import { FormsError, type FormsErrorCode, formsErrors } from "@throughline/forms";
import { expect, test } from "vitest";

test.each(Object.keys(formsErrors) as FormsErrorCode[])("%s says what to do, under its own name", (code) => {
  const error = new FormsError(code, { details: { page: "x" } });
  expect(isThroughlineError(error, code)).toBe(true);
  expect(code).toMatch(/^forms\/[a-z-]+$/);
  expect(error.message).toMatch(/^[A-Z].*\. .*[A-Z].*\.$/);
  expect(error.status).toBeGreaterThanOrEqual(400);
  expect(error.status).toBeLessThan(500);
  expect(toProblem(error).status).toBe(error.status);
});
