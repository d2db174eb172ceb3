import { expect, test } from "vitest";
import { both } from "../support.js";
import { drawn, issue, withClass } from "./drawn.js";

const question = { id: "q", type: "address", label: both("Where?") } as const;

test("a part in error has its own message; the others stay as they are", () => {
  const elements = drawn(question, { issues: [issue("address-town-required", "q-town")] });
  expect(withClass(elements, "govuk-form-group--error")).toHaveLength(1);
  expect(withClass(elements, "govuk-error-message").map(({ attributes }) => attributes.get("id"))).toEqual([
    "q-town-error",
  ]);
  expect(withClass(elements, "govuk-input--error").map(({ attributes }) => attributes.get("id"))).toEqual([
    "q-town",
  ]);
});

test("what is wrong with the whole is said once, above", () => {
  const fields = ["q-line-1", "q-line-2", "q-town", "q-postcode"] as const;
  const elements = drawn(question, { issues: [issue("wrong-format", ...fields)] });
  expect(withClass(elements, "govuk-error-message").map(({ attributes }) => attributes.get("id"))).toEqual([
    "q-error",
  ]);
  expect(withClass(elements, "govuk-input--error")).toHaveLength(4);
});

test("the browser fills in the person's own address only", () => {
  const tokens = (more: object) =>
    withClass(drawn({ ...question, ...more }), "govuk-input").map(({ attributes }) =>
      attributes.get("autocomplete"),
    );
  expect(tokens({})).toEqual([undefined, undefined, undefined, undefined]);
  expect(tokens({ autocomplete: "street-address" })[3]).toBe("postal-code");
});
