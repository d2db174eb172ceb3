import { type FieldIssue, issueCodes, issueMessage, languages, type Question } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { both, codeOf, formOf, workSupport } from "./support.js";

const types: readonly Question[] = [
  { id: "q", type: "text", label: both("Full name", "Enw llawn") },
  { id: "q", type: "text", label: both("What is it?", "Beth yw ef?") },
  {
    id: "q",
    type: "radios",
    label: both("Which?", "Pa un?"),
    options: [
      { value: "a", label: both("A") },
      { value: "b", label: both("B") },
    ],
  },
  { id: "q", type: "yes-no", label: both("Is it?", "Ydy?") },
  {
    id: "q",
    type: "date",
    label: both("When?", "Pryd?"),
    name: both("your start date", "eich dyddiad dechrau"),
  },
];
const issue = (code: FieldIssue["code"]): FieldIssue => ({
  question: "q",
  code,
  fields: ["q"],
  ...(code === "too-long" ? { max: 200 } : {}),
  ...(code === "date-incomplete" ? { missing: ["month", "year"] as const } : {}),
});

describe("every message", () => {
  test.each(types.map((question) => [question.type, question] as const))(
    "%s has one for every issue in every language",
    (_type, question) => {
      const form = formOf(question);
      for (const code of issueCodes) {
        const told = languages.map((language) => issueMessage(form, issue(code), language));
        for (const words of told) expect(words, code).toMatch(/^[A-Z][^<>]{5,}[^.\s]$/);
        expect(told.join(), code).not.toMatch(/undefined|null|\[object| {2}/);
        expect(new Set(told).size, code).toBe(languages.length);
      }
    },
  );

  test.each<[number, FieldIssue["code"], string, string]>([
    [0, "required", "Enter full name", "Rhowch enw llawn"],
    [0, "too-long", "Full name must be 200 characters or less", "Enw llawn: rhaid defnyddio 200 nod neu lai"],
    [1, "required", "Enter an answer", "Rhowch ateb"],
    [1, "too-long", "Answer must be 200 characters or less", "Ateb: rhaid defnyddio 200 nod neu lai"],
    [2, "required", "Select an answer", "Dewiswch ateb"],
    [4, "date-not-real", "Start date must be a real date", "Dyddiad dechrau: rhaid rhoi dyddiad go iawn"],
    [
      4,
      "date-incomplete",
      "Start date must include a month and year",
      "Dyddiad dechrau: rhaid cynnwys mis a blwyddyn",
    ],
    [
      4,
      "date-not-past",
      "Start date must be in the past",
      "Dyddiad dechrau: rhaid i’r dyddiad fod yn y gorffennol",
    ],
  ])("reads as the design system has it: %i %s", (at, code, english, welsh) => {
    const question = types[at];
    if (question === undefined) throw new Error("no such question");
    expect(issueMessage(formOf(question), issue(code), "en")).toBe(english);
    expect(issueMessage(formOf(question), issue(code), "cy")).toBe(welsh);
  });

  test("of an issue of another form is refused", () => {
    expect(codeOf(() => issueMessage(workSupport, issue("required"), "en"))).toBe("forms/unknown-question");
  });
});
