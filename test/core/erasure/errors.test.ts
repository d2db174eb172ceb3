import { ErasureError, erasureErrors, isThroughlineError } from "@throughline/core";
import { expect, test } from "vitest";

test("an error of erasure carries the status and the sentence of its code", () => {
  const error = new ErasureError("erasure/held", { details: { holds: [] } });
  expect(isThroughlineError(error, "erasure/held")).toBe(true);
  expect(error).toMatchObject({ ...erasureErrors["erasure/held"], details: { holds: [] } });
});

test("nothing of a subject can stand in its message", () => {
  for (const { message } of Object.values(erasureErrors)) expect(message).not.toMatch(/[{}$]/);
});
