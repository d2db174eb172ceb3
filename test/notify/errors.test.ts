import { isThroughlineError } from "@throughline/core";
import { NotifyError, notifyErrors } from "@throughline/notify";
import { expect, test } from "vitest";

test("every code gives its own status and sentence, with safe details beside them", () => {
  for (const [code, facts] of Object.entries(notifyErrors)) {
    const error = new NotifyError(code as keyof typeof notifyErrors, { details: { field: "x" } });
    expect(isThroughlineError(error, code), code).toBe(true);
    expect([error.status, error.message, error.details]).toEqual([
      facts.status,
      facts.message,
      { field: "x" },
    ]);
  }
  expect(isThroughlineError(new NotifyError("notify/not-found"), "another/code")).toBe(false);
});
