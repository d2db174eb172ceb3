import { paperDocument } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { everyBlock, formOf, letterOf } from "./support/samples.js";

const accepts = (value: unknown): boolean => paperDocument.safeParse(value).success;

describe("paperDocument", () => {
  test("a letter has a head, a form has none", () => {
    const letter = letterOf(everyBlock);
    const { head, ...headless } = letter;
    expect([letter, formOf(everyBlock)].map(accepts)).toEqual([true, true]);
    expect([headless, { ...formOf(everyBlock), head }].map(accepts)).toEqual([false, false]);
  });

  test.each([
    ["en", true],
    ["cy-GB", true],
    ["zh-Hant-TW", true],
    ["", false],
    ["e", false],
    ["en_GB", false],
    ["english", false],
    ["en ", false],
  ])("language %j: %s", (language, expected) =>
    expect(accepts(formOf(everyBlock, { language }))).toBe(expected),
  );

  test.each([
    [{ recipient: [] }],
    [{ recipient: [""] }],
    [{ sender: [] }],
    [{ date: " " }],
    [{ reference: "x" }],
    [{ postcode: "x" }],
  ])("a head with %j is refused", (part) => {
    const letter = letterOf(everyBlock);
    expect(accepts({ ...letter, head: { ...letter.head, ...part } })).toBe(false);
  });

  test("the format and the kind are of the known ones", () => {
    expect(accepts({ ...formOf(everyBlock), format: "small" })).toBe(false);
    expect(accepts({ ...formOf(everyBlock), kind: "poster" })).toBe(false);
  });
});
