import { answerPage, issueMessage, type Question } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { both, by, formOf, start } from "../support.js";

const radios: Question = {
  id: "q",
  type: "radios",
  label: both("Where do you live?"),
  name: both("where you live", "ble rydych chi’n byw"),
  options: [
    { value: "here", label: both("Here") },
    { value: "constructor", label: both("There") },
  ],
};
const yesNo: Question = {
  id: "q",
  type: "yes-no",
  label: both("Do you care for someone?"),
  name: both("you care for someone", "oes rhywun yn eich gofal"),
  yes: both("Yes", "Oes"),
  no: both("No", "Nac oes"),
};

function give(question: Question, input: Readonly<Record<string, string>>, language: "en" | "cy" = "en") {
  const form = formOf(question);
  const result = answerPage(form, start(form), "page", input, by());
  return result.ok
    ? result.response.answers[0]?.value
    : result.issues.map((issue) => `${issue.code}: ${issueMessage(form, issue, language)}`);
}

describe("a choice", () => {
  test("is one of its options", () => {
    expect(give(radios, { q: "here" })).toBe("here");
    expect(give(radios, { q: "constructor" })).toBe("constructor");
    for (const q of ["Here", "toString", "__proto__", "here ", "nowhere"]) {
      expect(give(radios, { q })).toEqual(["not-an-option: Select where you live"]);
    }
    expect(give(radios, {})).toEqual(["required: Select where you live"]);
    expect(give(radios, {}, "cy")).toEqual(["required: Dewiswch ble rydych chi’n byw"]);
  });

  test("of yes or no is a boolean, and its message has its own yes", () => {
    expect(give(yesNo, { q: "yes" })).toBe(true);
    expect(give(yesNo, { q: "no" })).toBe(false);
    expect(give(yesNo, { q: "true" })).toEqual(["not-an-option: Select yes if you care for someone"]);
    expect(give(yesNo, {}, "cy")).toEqual(["required: Dewiswch ‘Oes’ os oes rhywun yn eich gofal"]);
  });

  test("may be left open where it is optional", () => {
    expect(give({ ...yesNo, optional: true }, {})).toBeNull();
  });

  test("that was not sent as text was not sent", () => {
    const input: Record<string, unknown> = { q: ["here"] };
    // What a careless reader of the request could pass on: a list, a file.
    expect(give(radios, input as Record<string, string>)).toEqual(["required: Select where you live"]);
  });
});
