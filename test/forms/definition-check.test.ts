import { type Catalogue, catalogue, createCatalogue, factType } from "@throughline/core";
import { type FormDefinition, type PageDefinition, parseForm, type Question } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { both, definitionCodes } from "./support.js";

const text = (id: string, more: object = {}): Question => ({ id, type: "text", label: both(id), ...more });
const page = (id: string, ...questions: readonly Question[]): PageDefinition => ({
  id,
  title: both(id),
  questions,
});
const form = (...pages: readonly PageDefinition[]): FormDefinition => ({
  version: 1,
  id: "form",
  title: both("Form"),
  pages,
});
const codes = (...pages: readonly PageDefinition[]) => definitionCodes(() => parseForm(form(...pages)));
const options = [
  { value: "a", label: both("A") },
  { value: "b", label: both("B") },
];

describe("a definition is refused", () => {
  test.each<[string, string, readonly PageDefinition[]]>([
    ["two pages of one id", "duplicate-page", [page("p", text("a")), page("p", text("b"))]],
    ["two questions of one id", "duplicate-question", [page("p", text("a")), page("q", text("a"))]],
    [
      "a field that is part of another question",
      "duplicate-field",
      [page("p", { id: "born", type: "date", label: both("Born") }, text("born-day"))],
    ],
    ["an id that is another's hint", "duplicate-field", [page("p", text("a-hint"), text("a"))]],
    [
      "an option twice",
      "duplicate-option",
      [page("p", { id: "a", type: "radios", label: both("A"), options: [...options, ...options] })],
    ],
    ["the last page's name", "invalid", [page("check-answers", text("a"))]],
    ["an id with capitals", "invalid", [page("p", text("A"))]],
    ["an id that would be an attribute", "invalid", [page("p", text('a" onclick="x'))]],
    ["no pages", "invalid", []],
    ["a page without questions", "invalid", [page("p")]],
    ["an unknown type", "invalid", [page("p", text("a", { type: "file" }))]],
    ["an unknown rule of reuse", "invalid", [page("p", text("a", { reuse: "sometimes" }))]],
    ["an unknown autofill token", "invalid", [page("p", text("a", { autocomplete: "cc-number" }))]],
    ["an empty all", "invalid", [page("p", text("a"), text("b", { when: { all: [] } }))]],
    [
      "two conditions in one",
      "invalid",
      [page("p", text("a"), text("b", { when: { question: "a", is: "answered", not: {} } }))],
    ],
    ["a fact that is not one", "unknown-fact-type", [page("p", text("a", { fact: "Full name" }))]],
  ])("for %s", (_what, code, pages) => {
    expect(codes(...pages)).toContain(code);
  });

  test.each(["label", "name", "hint"])("for a %s without Welsh, or with blank Welsh", (slot) => {
    expect(codes(page("p", text("a", { [slot]: { en: "x" } })))).toEqual(["missing-language"]);
    expect(codes(page("p", text("a", { [slot]: { en: "x", cy: " " } })))).toEqual(["missing-language"]);
    expect(codes(page("p", text("a", { [slot]: both("x") })))).toEqual([]);
  });

  test("for the facts that its own catalogue lacks", () => {
    const size = { ...factType("person.known-as"), id: "wac:shoe.size" };
    const own = createCatalogue({ prefix: "wac", types: [size] });
    const ask = (fact: string, catalogue: Catalogue) => () =>
      parseForm(form(page("p", text("a", { fact }))), { catalogue });
    expect(definitionCodes(ask("wac:shoe.size", own))).toEqual([]);
    expect(definitionCodes(ask("wac:shoe.size", catalogue))).toEqual(["unknown-fact-type"]);
  });

  test("for answers that its fact could never take", () => {
    const label = both("A");
    const ask = (question: Question) => codes(page("p", question));
    const situation = { id: "a", type: "radios", label, fact: "housing.situation" } as const;
    expect(ask({ ...situation, options })).toEqual(["fact-mismatch"]);
    const fitting = ["settled", "no-home"].map((value) => ({ value, label }));
    expect(ask({ ...situation, options: fitting })).toEqual([]);
    expect(ask({ id: "a", type: "yes-no", label, fact: "person.date-of-birth" })).toEqual(["fact-mismatch"]);
    expect(ask({ id: "a", type: "yes-no", label, fact: "caring.has-duties" })).toEqual([]);
    expect(ask({ id: "a", type: "date", label, fact: "address.current" })).toEqual(["fact-mismatch"]);
    expect(ask({ id: "a", type: "address", label, fact: "person.full-name" })).toEqual(["fact-mismatch"]);
    expect(ask({ id: "a", type: "address", label, fact: "address.correspondence" })).toEqual([]);
  });

  test("for values that no answer can have", () => {
    const address: Question = { id: "home", type: "address", label: both("Home") };
    const when = (value: unknown) => text("b", { when: { question: "home", is: "equals", value } });
    expect(codes(page("p", address, when("here")))).toEqual(["value-mismatch"]);
    const born: Question = { id: "home", type: "date", label: both("Born") };
    expect(codes(page("p", born, when("2001-02-29")))).toEqual(["value-mismatch"]);
    expect(codes(page("p", born, when("2004-02-29")))).toEqual([]);
  });

  test("with the place and the code of everything that is wrong, in one go", () => {
    const bad = form(page("p", text("a", { when: { question: "z", is: "answered" } })), page("p", text("a")));
    expect(() => parseForm(bad)).toThrow(
      expect.objectContaining({
        code: "forms/invalid-definition",
        details: {
          issues: [
            { code: "duplicate-page", path: "pages.1", about: "p" },
            { code: "unknown-question", path: "pages.0.questions.0.when", about: "z" },
            { code: "duplicate-question", path: "pages.1.questions.0", about: "a" },
          ],
        },
      }),
    );
  });
});
