import { isThroughlineError } from "@throughline/core";
import { IdentityError, identityErrors } from "@throughline/identity";
import { expect, test } from "vitest";

test("every code gives its own status and sentence, with safe details beside them", () => {
  for (const [code, facts] of Object.entries(identityErrors)) {
    const error = new IdentityError(code as keyof typeof identityErrors, { details: { field: "x" } });
    expect(isThroughlineError(error, code), code).toBe(true);
    expect([error.status, error.message, error.details]).toEqual([
      facts.status,
      facts.message,
      { field: "x" },
    ]);
  }
  expect(isThroughlineError(new IdentityError("identity/expired"), "another/code")).toBe(false);
});
