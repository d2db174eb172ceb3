import { describe, expect, test } from "vitest";
import { fontCoverage } from "../../../packages/paper/src/font/coverage.js";
import { readFonts } from "../../../packages/paper/src/font/fonts.js";

const fonts = readFonts();
const sentences = {
  en: "The quick brown fox — “jumps” over £5 & €6, isn’t it? ✓ 50 %",
  cy: "Mae’r tŷ ar lan y dŵr; âêîôûŵŷ ÂÊÎÔÛŴŶ àèìòùẁỳ áéíóúẃý äëïöüẅÿ",
  pl: "Zażółć gęślą jaźń. ZAŻÓŁĆ GĘŚLĄ JAŹŃ.",
  el: "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία· ΆΈΉΊΌΎΏ ΐΰϊϋ ἀρχή",
  uk: "Жебракують філософи при ґанку церкви в Гадячі, ще й шатро їхнє п’яне знаємо. ЇЄІҐ",
};

describe("coverage of the embedded fonts", () => {
  test.each(Object.entries(sentences))("%s: each letter is in both faces", (_, sentence) => {
    for (const character of sentence)
      expect([character, fonts.covers(character.codePointAt(0) ?? 0)]).toEqual([character, true]);
  });

  test.each([
    ["Chinese", 0x4e2d],
    ["Devanagari", 0x0905],
    ["a private character", 0xe123],
    ["a flag letter", 0x1f1e6],
    ["beyond Unicode", 0x110000],
  ])("%s is not covered", (_, codePoint) => expect(fonts.covers(codePoint)).toBe(false));

  test("knows the ends of a run: the letters before and after those of the Latin alphabet", () => {
    const covers = fontCoverage(fonts.regular);
    expect([0x1f, 0x20, 0x7e, 0x7f].map(covers)).toEqual([false, true, true, false]);
  });

  test("a file that is no font is refused", () => {
    expect(() => fontCoverage(new Uint8Array(64))).toThrow(RangeError);
  });
});
