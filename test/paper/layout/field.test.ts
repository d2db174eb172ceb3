import { expect, test } from "vitest";
import { nameOf, textOf } from "../support/pdf-tokens.js";
import { rendered } from "../support/read.js";
import { everyBlock, formOf } from "../support/samples.js";

test("each question is one part: label, hint, and a print field that is described by the question", async () => {
  const { root } = await rendered(formOf(everyBlock));
  const fields = root.children.filter(({ tag, text }) => tag === "Div" && /^\d\. /.test(text));
  expect(fields.map(({ children }) => children.map(({ tag }) => tag))).toEqual([
    ["P", "P", "Form"],
    ["P", "P", "Form", "P", "Form", "P", "Form"],
    ["P", "Form"],
    ["P", "L"],
    ["P", "Form"],
  ]);
  const described = fields.map(({ children }) =>
    children.filter(({ tag }) => tag === "Form").map(({ attributes }) => textOf(attributes.get("Desc"))),
  );
  expect(described).toEqual([
    ["1. Name"],
    ["2. Born Day", "2. Born Month", "2. Born Year"],
    ["3. Number"],
    [],
    ["5. Sign"],
  ]);
});

test("print fields have the owner and role of ISO 32000-1 table 348", async () => {
  const { all } = await rendered(formOf(everyBlock));
  const forms = all.filter(({ tag }) => tag === "Form");
  expect(new Set(forms.map(({ attributes }) => nameOf(attributes.get("O"))))).toEqual(
    new Set(["PrintField"]),
  );
  expect(forms.map(({ attributes }) => nameOf(attributes.get("Role")))).toEqual([
    "tv",
    "tv",
    "tv",
    "tv",
    "tv",
    "cb",
    "cb",
    "tv",
  ]);
});

test("a question is not torn from its answer by the end of a page", async () => {
  for (let before = 36; before < 42; before += 1) {
    const items = Array.from({ length: before }, () => "x");
    const { all } = await rendered(
      formOf([
        { type: "list", style: "bulleted", items },
        { type: "field", label: "Question", hint: "Hint", answer: { kind: "signature" } },
      ]),
    );
    const field = all.find(({ tag }) => tag === "Div");
    expect(new Set(field?.children.flatMap(({ pages }) => pages)).size).toBe(1);
  }
});
