import { autocompleteTokens } from "@throughline/forms";
import { expect, test } from "vitest";
import { both } from "../support.js";
import { drawn, issue, withClass } from "./drawn.js";

test.each(autocompleteTokens)("%s is filled in by the browser, with a keyboard that fits", (autocomplete) => {
  const [input] = withClass(drawn({ id: "q", type: "text", label: both("Q"), autocomplete }), "govuk-input");
  const types: Readonly<Record<string, string>> = { email: "email", tel: "tel" };
  expect(input?.attributes.get("type")).toBe(types[autocomplete] ?? "text");
  expect(input?.attributes.get("autocomplete")).toBe(autocomplete);
  expect(input?.attributes.get("spellcheck")).toBe(/^(org|off)/.test(autocomplete) ? undefined : "false");
});

test.each(["text", "long-text"] as const)("%s in error is marked and described", (type) => {
  const issues = [issue("required", "q")];
  const elements = drawn({ id: "q", type, label: both("Your name") }, { issues });
  const component = type === "text" ? "govuk-input" : "govuk-textarea";
  expect(withClass(elements, `${component}--error`)[0]?.attributes.get("aria-describedby")).toBe("q-error");
  expect(withClass(elements, "govuk-form-group--error")).toHaveLength(1);
  expect(withClass(drawn({ id: "q", type, label: both("Your name") }), `${component}--error`)).toEqual([]);
});

test("lines that begin the text are kept", () => {
  const [area] = withClass(
    drawn({ id: "q", type: "long-text", label: both("Q") }, { input: { q: "\n\nx" } }),
    "govuk-textarea",
  );
  // The parser of a browser drops the first line feed after the tag.
  expect(area?.text).toBe("\n\n\nx");
});
