import { expect, test } from "vitest";
import { both } from "../support.js";
import { drawn, issue, withClass } from "./drawn.js";

const question = { id: "q", type: "date", label: both("When?") } as const;

test("is a group with a legend and three labelled fields", () => {
  const elements = drawn(question);
  expect(elements.find(({ name }) => name === "fieldset")?.attributes.get("role")).toBe("group");
  expect(withClass(elements, "govuk-fieldset__heading")[0]?.text).toBe("When?");
  expect(withClass(elements, "govuk-date-input__label").map(({ text }) => text)).toEqual([
    "Day",
    "Month",
    "Year",
  ]);
  const welsh = withClass(drawn(question, { language: "cy" }), "govuk-date-input__label");
  expect(welsh.map(({ text }) => text)).toEqual(["Diwrnod", "Mis", "Blwyddyn"]);
});

test("marks only the fields in error", () => {
  const wrong = (...fields: readonly [string, ...string[]]) =>
    withClass(drawn(question, { issues: [issue("date-year", ...fields)] }), "govuk-input--error").map(
      ({ attributes }) => attributes.get("name"),
    );
  expect(wrong("q-year")).toEqual(["q-year"]);
  expect(wrong("q-day", "q-month")).toEqual(["q-day", "q-month"]);
});
