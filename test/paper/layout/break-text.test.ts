import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakText } from "../../../packages/paper/src/layout/break-text.js";

/** One point a letter. */
const measure = (text: string): number => Array.from(text).length;

describe("breakText", () => {
  test("breaks between words; a line that goes on keeps its space", () => {
    expect(breakText("one two three", 8, measure)).toEqual(["one two ", "three"]);
  });

  test("the space at the end of a line takes no room", () => {
    expect(breakText("one two three", 7, measure)).toEqual(["one two ", "three"]);
  });

  test("breaks after a hyphen inside a word, not before a figure, and never at a no-break space", () => {
    expect(breakText("Siân Llywelyn-Gwŷdd", 14, measure)).toEqual(["Siân Llywelyn-", "Gwŷdd"]);
    expect(breakText("call -5 or 1-2", 9, measure)).toEqual(["call -5 ", "or 1-2"]);
    expect(breakText("ring 0300\u00A0000", 10, measure)).toEqual(["ring ", "0300\u00A0000"]);
  });

  test("a word wider than the line is cut, never between a letter and its accent", () => {
    expect(breakText("abcdefgh", 3, measure)).toEqual(["abc", "def", "gh"]);
    expect(breakText("ax\u0323\u0301x\u0323\u0301", 4, measure)).toEqual(["ax\u0323\u0301", "x\u0323\u0301"]);
  });

  test("a line end is a word end; an empty line stays empty", () => {
    expect(breakText("one\n\ntwo", 8, measure)).toEqual(["one ", "", "two"]);
  });

  test("loses no letter, adds none, and is never too wide", () => {
    const text = fc.string({
      maxLength: 80,
      unit: fc.constantFrom("a", "b", "ŵ", " ", "-", "\u00A0a", "x\u0323", "\n"),
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 12 }), (source, width) => {
        const lines = breakText(source, width, measure);
        expect(lines.join("").replace(/[ \n\u00A0]/g, "")).toBe(source.replace(/[ \n\u00A0]/g, ""));
        for (const line of lines) expect(measure(line.trimEnd())).toBeLessThanOrEqual(width);
        const words = (from: string): string[] => from.split(/[ \n]+/).filter((word) => word !== "");
        const cut = words(source).some((word) => measure(word) > width);
        expect(cut || words(lines.join("")).join("|") === words(source).join("|")).toBe(true);
      }),
    );
  });
});
