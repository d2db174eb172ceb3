import { answerLines, answerPage, type DateQuestion, issueMessage } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { both, by, formOf, start } from "../support.js";

const born: DateQuestion = {
  id: "born",
  type: "date",
  label: both("When were you born?", "Pryd cawsoch chi eich geni?"),
  name: both("your date of birth", "eich dyddiad geni"),
};

function give(question: DateQuestion, day: string, month: string, year: string) {
  const form = formOf(question);
  const input = { "born-day": day, "born-month": month, "born-year": year };
  const result = answerPage(form, start(form), "page", input, by());
  if (result.ok) return result.response.answers[0]?.value;
  return result.issues.flatMap((issue) => [issueMessage(form, issue, "en"), ...issue.fields]);
}

describe("a date", () => {
  test.each([
    ["27", "3", "2007", "2007-03-27"],
    [" 07 ", "03", " 2007", "2007-03-07"],
    ["29", "2", "2024", "2024-02-29"],
    ["29", "February", "2000", "2000-02-29"],
    ["1", "sept", "1999", "1999-09-01"],
    ["1", "MAR", "1999", "1999-03-01"],
    ["1", "Ionawr", "1999", "1999-01-01"],
    ["1", "rhag", "1999", "1999-12-01"],
    ["1", "Mai", "1999", "1999-05-01"],
    ["２７", "３", "２００７", "2007-03-27"],
    ["1", "1", "19 99", "1999-01-01"],
  ])("%s %s %s is %s", (day, month, year, expected) => {
    expect(give(born, day, month, year)).toBe(expected);
  });

  const whole = ["born-day", "born-month", "born-year"];
  test.each<[string, string, string, readonly string[]]>([
    ["", "", "", ["Enter your date of birth", ...whole]],
    [" ", "\u200B", "\t", ["Enter your date of birth", ...whole]],
    ["", "3", "2007", ["Date of birth must include a day", "born-day"]],
    ["27", "", "", ["Date of birth must include a month and year", "born-month", "born-year"]],
    ["", "x", "07", ["Date of birth must include a day", "born-day"]],
    ["27", "3", "07", ["Year must include 4 numbers", "born-year"]],
    ["27", "3", "20077", ["Year must include 4 numbers", "born-year"]],
    ["29", "2", "2023", ["Date of birth must be a real date", ...whole]],
    ["29", "2", "1900", ["Date of birth must be a real date", ...whole]],
    ["31", "4", "2007", ["Date of birth must be a real date", ...whole]],
    ["0", "1", "2007", ["Date of birth must be a real date", ...whole]],
    ["1", "13", "2007", ["Date of birth must be a real date", ...whole]],
    ["1", "Ma", "2007", ["Date of birth must be a real date", ...whole]],
    ["1", "Marchy", "2007", ["Date of birth must be a real date", ...whole]],
    ["1", "1", "0007", ["Date of birth must be a real date", ...whole]],
    ["-1", "1", "2007", ["Date of birth must be a real date", ...whole]],
    ["1e0", "1", "2007", ["Date of birth must be a real date", ...whole]],
    ["first", "1", "2007", ["Date of birth must be a real date", ...whole]],
    ["1", "1", "MMVII", ["Date of birth must be a real date", ...whole]],
    ["9".repeat(100_000), "1", "2007", ["Date of birth must be a real date", ...whole]],
  ])("%.20s %s %s is told what is wrong, and one thing only", (day, month, year, expected) => {
    expect(give(born, day, month, year)).toEqual(expected);
  });

  test("lies on its side of today, which is neither", () => {
    const past: DateQuestion = { ...born, mustBe: "past" };
    const future: DateQuestion = { ...born, mustBe: "future" };
    expect(give(past, "22", "11", "2026")).toBe("2026-11-22");
    expect(give(past, "23", "11", "2026")).toEqual(["Date of birth must be in the past", ...whole]);
    expect(give(future, "24", "11", "2026")).toBe("2026-11-24");
    expect(give(future, "23", "11", "2026")).toEqual(["Date of birth must be in the future", ...whole]);
  });

  test("is written out in each language", () => {
    expect(answerLines(born, "2007-03-07", "en")).toEqual(["7 March 2007"]);
    expect(answerLines(born, "2007-03-07", "cy")).toEqual(["7 Mawrth 2007"]);
    expect(answerLines(born, null, "cy")).toEqual(["Heb ei ateb"]);
  });
});
