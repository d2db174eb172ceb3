import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFonts } from "../../../packages/paper/src/font/fonts.js";
import { printable } from "../../../packages/paper/src/font/printable.js";
import { refusal } from "../support/read.js";

const { covers } = readFonts();

describe("printable", () => {
  test("composes letters, and drops hints where a line may break", () => {
    expect(printable("w\u0302y\u0302 GOV.\u200BUK soft\u00ADhyphen", covers)).toBe("ŵŷ GOV.UK softhyphen");
  });

  test.each([
    ["a letter that the font lacks", "a中", "U+4E2D"],
    ["an emoji that the font lacks", "a\u{1F9D1}", "U+1F9D1"],
    ["a right-to-left letter, which the font has", "aא", "U+05D0"],
    ["a joined script, which the font has", "aش", "U+0634"],
    ["an override that would turn a text round", "a\u202Eb", "U+202E"],
    ["half of a surrogate pair", "a\uD83D", "U+D83D"],
    ["a zero-width joiner", "a\u200Db", "U+200D"],
    ["a control character", "a\u0007", "U+0007"],
    ["a line separator", "a\u2028b", "U+2028"],
  ])("%s is refused by its code point", async (_, text, character) => {
    expect(await refusal(() => printable(text, covers))).toEqual({
      code: "paper/unsupported-character",
      details: { character },
    });
  });

  test("the letters refused for their order are letters of the font: without the rule they would be printed wrongly", () => {
    expect([0x05d0, 0x0634].map(covers)).toEqual([true, true]);
  });

  test("is the same when done twice", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "w", "\u0302", "ŷ", "ґ", "ω", " ", "\u00AD", "\n") }),
        (text) => {
          const once = printable(text, covers);
          expect(printable(once, covers)).toBe(once);
        },
      ),
    );
  });
});
