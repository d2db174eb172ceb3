import { expect, test } from "vitest";
import { both } from "../support.js";
import { drawn, issue, withClass } from "./drawn.js";

const question = {
  id: "q",
  type: "radios",
  label: both("Which?"),
  options: [
    { value: "a", label: both("A") },
    { value: "b", label: both("B"), hint: both("The second") },
  ],
} as const;

test("each choice has its own id, the first the field's, so that an error leads to it", () => {
  const elements = drawn(question, { issues: [issue("required", "q")] });
  const inputs = withClass(elements, "govuk-radios__input");
  expect(
    inputs.map(({ attributes }) => [attributes.get("id"), attributes.get("name"), attributes.get("value")]),
  ).toEqual([
    ["q", "q", "a"],
    ["q-2", "q", "b"],
  ]);
  expect(inputs[1]?.attributes.get("aria-describedby")).toBe("q-2-item-hint");
  expect(elements.find(({ attributes }) => attributes.get("href") === "#q")?.text).toBe("Select an answer");
  expect(elements.find(({ name }) => name === "fieldset")?.attributes.get("aria-describedby")).toBe(
    "q-error",
  );
});

test("none is chosen before the person has chosen; yes and no stand side by side", () => {
  expect(drawn(question).some(({ attributes }) => attributes.has("checked"))).toBe(false);
  expect(withClass(drawn(question), "govuk-radios--inline")).toEqual([]);
  expect(
    withClass(drawn({ id: "q", type: "yes-no", label: both("Q?") }), "govuk-radios--inline"),
  ).toHaveLength(1);
});
