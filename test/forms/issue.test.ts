import { expect, test } from "vitest";
import { faulty } from "../../packages/forms/src/issue.js";

test("a fault has its fields, and only the particulars that it needs", () => {
  expect(faulty("required", ["a", "b"])).toEqual({ faults: [{ code: "required", fields: ["a", "b"] }] });
  expect(faulty("too-long", ["a"], { max: 3 })).toEqual({
    faults: [{ code: "too-long", fields: ["a"], max: 3 }],
  });
});
