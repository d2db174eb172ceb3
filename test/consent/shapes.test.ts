import { describe, expect, test } from "vitest";
import {
  factTypesSchema,
  languageSchema,
  purposeIdSchema,
  recipientsSchema,
} from "../../packages/consent/src/shapes.js";

const rows = [
  [
    "a language",
    languageSchema,
    ["en", "cy", "zh-Hant", "en-GB"],
    ["", "e", "EN", "en_GB", "en-", "english"],
  ],
  [
    "a purpose",
    purposeIdSchema,
    ["a", "work-support.assess", "x1.y2-z3"],
    ["", "A", "a b", "a..b", ".a", "a.*", "*", "é"],
  ],
  [
    "fact types",
    factTypesSchema,
    [["person.full-name"], ["wac:benefit.reference", "work.history"]],
    [[], ["*"], ["person.*"], ["a", "a"], [""], ["Person.name"], ["__proto__"], "work.history"],
  ],
  [
    "recipients",
    recipientsSchema,
    [["housing-support"], ["https://a.example", "b"]],
    [[], ["*"], ["a*"], ["a", "a"], [""]],
  ],
] as const;

describe.each(rows)("%s", (_, schema, good, bad) => {
  test.each(good.map((value) => ({ value })))("may be $value", ({ value }) => {
    expect(schema.parse(value)).toEqual(value);
  });
  test.each(bad.map((value) => ({ value })))("may not be $value", ({ value }) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});
