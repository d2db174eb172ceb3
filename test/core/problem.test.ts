import { LedgerError, toProblem } from "@throughline/core";
import { expect, test } from "vitest";

test("an error of ours becomes its problem document, with details if there are any", () => {
  expect(
    toProblem(new LedgerError("ledger/conflict", { details: { record: "a/b" }, cause: new Error("secret") })),
  ).toEqual({
    type: "urn:throughline:error:ledger:conflict",
    title: "Something this change depends on has moved. Load it again and decide again.",
    status: 409,
    code: "ledger/conflict",
    details: { record: "a/b" },
  });
  expect(toProblem(new LedgerError("ledger/corrupt"))).not.toHaveProperty("details");
});

test.each([
  new Error("password hunter2"),
  new TypeError("x"),
  "hunter2",
  undefined,
  { code: "ledger/conflict" },
])("anything else becomes a 500 that tells nothing: %o", (thrown) => {
  const problem = toProblem(thrown);
  expect(problem).toMatchObject({
    status: 500,
    code: "core/unexpected",
    type: "urn:throughline:error:core:unexpected",
  });
  expect(JSON.stringify(problem)).not.toContain("hunter2");
});
