import { answerPage, issueMessage, type Question } from "@throughline/forms";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine, cleanText } from "../../../packages/forms/src/clean.js";
import { both, by, formOf, hostileTexts, start } from "../support.js";

function give(question: Question, typed: string) {
  const form = formOf(question);
  const result = answerPage(form, start(form), "page", { q: typed }, by());
  if (result.ok) return result.response.answers[0]?.value;
  return { told: result.issues.map((issue) => issueMessage(form, issue, "en")) };
}

const line: Question = { id: "q", type: "text", label: both("Full name"), name: both("your full name") };
const lines: Question = { id: "q", type: "long-text", label: both("Story"), name: both("your story") };

describe("a text", () => {
  test.each([
    ["  Carys   Ann\tMorgan ", "Carys Ann Morgan"],
    ["O’Neil-Łukasz", "O’Neil-Łukasz"],
    ["e\u0301", "é"],
    ["abc\u202Etxt.exe", "abctxt.exe"],
    ["\uD800a", "a"],
    ["name\u0000", "name"],
    ["نام\u200Cها", "نام\u200Cها"],
    ["🙂", "🙂"],
  ])("%j is kept as %j", (typed, kept) => {
    expect(give(line, typed)).toBe(kept);
  });

  test.each(["", " ", "\u00A0\u2003", "\u200B\uFEFF", "\u200D", "\u202E\u2066", "\u0000"])(
    "%j is blank",
    (typed) => {
      expect(give(line, typed)).toEqual({ told: ["Enter your full name"] });
      expect(give({ ...line, optional: true }, typed)).toBeNull();
    },
  );

  test("has its longest length, counted as a person counts", () => {
    expect(give(line, "é".repeat(200))).toHaveLength(200);
    expect(give({ ...line, maxLength: 3 }, "🙂🙂🙂")).toBe("🙂🙂🙂");
    expect(give({ ...line, maxLength: 3 }, "🙂🙂🙂🙂")).toEqual({
      told: ["Full name must be 3 characters or less"],
    });
    expect(give(lines, "x".repeat(2000))).toHaveLength(2000);
    expect(give(lines, "x".repeat(2001))).toEqual({ told: ["Story must be 2000 characters or less"] });
    expect(give(line, " ".repeat(1_000_000))).toEqual({ told: ["Enter your full name"] });
  });

  test("of several lines keeps them", () => {
    expect(give(lines, " one\r\ntwo\rthree\n\n ")).toBe("one\ntwo\nthree");
  });

  test("is clean once it is cleaned", () => {
    const anything = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileTexts));
    fc.assert(
      fc.property(anything, (raw) => {
        expect(cleanText(cleanText(raw))).toBe(cleanText(raw));
        expect(cleanLine(cleanLine(raw))).toBe(cleanLine(raw));
        expect(cleanLine(raw)).not.toMatch(/\n/);
        expect(cleanText(raw)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });
});
