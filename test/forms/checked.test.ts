import { defineForm, type FormDefinition } from "@throughline/forms";
import { expect, test } from "vitest";
import { both, definitionCodes } from "./support.js";

const label = { en: "Label", cy: "Label" };
const radios = {
  id: "home",
  type: "radios",
  label,
  options: [
    { value: "a", label },
    { value: "b", label },
  ],
} as const;
const yesNo = { id: "cares", type: "yes-no", label } as const;
const head = { version: 1, id: "f", title: label } as const;
const first = { id: "one", title: label, questions: [radios, yesNo] } as const;
const text = { id: "more", type: "text", label } as const;

// Each of these also fails to compile: `tsc -p tsconfig.test.json` demands an error at every mark.
test("a condition on a question that is not there neither compiles nor runs", () => {
  const when = { question: "hoem", is: "equals", value: "a" } as const;
  expect(
    definitionCodes(() =>
      // @ts-expect-error no earlier question has the id hoem
      defineForm({ ...head, pages: [first, { id: "two", title: label, when, questions: [text] }] }),
    ),
  ).toEqual(["unknown-question"]);
});

test("nor one on a later question", () => {
  const when = { question: "home", is: "answered" } as const;
  expect(
    definitionCodes(() =>
      // @ts-expect-error home stands later
      defineForm({ ...head, pages: [{ id: "two", title: label, when, questions: [text] }, first] }),
    ),
  ).toEqual(["reads-later"]);
});

test("nor one on the question itself", () => {
  const itself = { ...text, when: { question: "more", is: "answered" } } as const;
  expect(
    definitionCodes(() =>
      // @ts-expect-error a question does not read itself
      defineForm({ ...head, pages: [first, { id: "two", title: label, questions: [itself] }] }),
    ),
  ).toEqual(["reads-later"]);
});

test("nor a value that is not an option, deep inside", () => {
  const when = { all: [{ not: { any: [{ question: "home", is: "one-of", value: ["a", "c"] }] } }] } as const;
  expect(
    definitionCodes(() =>
      // @ts-expect-error c is not an option of home
      defineForm({ ...head, pages: [first, { id: "two", title: label, when, questions: [text] }] }),
    ),
  ).toEqual(["value-mismatch"]);
});

test("nor a text compared with a yes or no", () => {
  const when = { question: "cares", is: "equals", value: "yes" } as const;
  expect(
    definitionCodes(() =>
      // @ts-expect-error the answer to cares is a boolean
      defineForm({ ...head, pages: [first, { id: "two", title: label, when, questions: [text] }] }),
    ),
  ).toEqual(["value-mismatch"]);
});

test("good conditions compile, earlier on the same page too", () => {
  const form = defineForm({
    ...head,
    pages: [
      {
        id: "one",
        title: label,
        questions: [radios, yesNo, { ...text, when: { question: "home", is: "equals", value: "b" } }],
      },
      {
        id: "two",
        title: label,
        when: {
          any: [
            { question: "cares", is: "equals", value: true },
            { question: "more", is: "answered" },
          ],
        },
        questions: [{ ...text, id: "last" }],
      },
    ],
  });
  const literal: "home" = form.definition.pages[0].questions[0].id;
  expect(literal).toBe("home");
});

test("a definition whose literals are not known compiles and is checked when it runs", () => {
  const definition: FormDefinition = {
    ...head,
    pages: [{ ...first, when: { question: "nowhere", is: "answered" } }],
  };
  expect(definitionCodes(() => defineForm(definition))).toEqual(["unknown-question"]);
  expect(both("a")).toEqual({ en: "a", cy: "a (cy)" });
});
