import { questionSchema } from "@throughline/forms";
import { expect, test } from "vitest";
import { both, workSupport } from "./support.js";

const text = { id: "q", type: "text", label: both("Q") };

test("every question of a form is one by its schema, and loses nothing", () => {
  for (const { question } of workSupport.questions.values())
    expect(questionSchema.parse(question)).toEqual(question);
});

test.each([
  { ...text, maxLength: 0 },
  { ...text, maxLength: 1.5 },
  { ...text, maxLength: 20_001 },
  { ...text, optional: "yes" },
  { ...text, options: [] },
  { ...text, label: "Q" },
  { ...text, label: { ...both("Q"), fr: "Q" } },
  { ...text, script: { web: both("Q") } },
  { ...text, hint: undefined },
  { ...text, type: "long-text", autocomplete: "name" },
  { ...text, type: "date", mustBe: "today" },
  { ...text, type: "radios", options: [{ value: "a", label: both("A") }] },
  { ...text, type: "radios" },
  { ...text, type: "address", autocomplete: "name" },
])("%j is none", (question) => {
  expect(questionSchema.safeParse(question).success).toBe(false);
});
