import { isThroughlineError } from "@throughline/core";
import { HubError, hubErrors } from "@throughline/hub";
import { expect, test } from "vitest";

test("every code gives its own status and sentence, with safe details beside them", () => {
  for (const [code, facts] of Object.entries(hubErrors)) {
    const error = new HubError(code as keyof typeof hubErrors, { details: { field: "x" } });
    expect(isThroughlineError(error, code), code).toBe(true);
    expect([error.status, error.message, error.details]).toEqual([
      facts.status,
      facts.message,
      { field: "x" },
    ]);
  }
  expect(isThroughlineError(new HubError("hub/not-found"), "another/code")).toBe(false);
});
