import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { code128Symbols, code128Widths } from "../../../packages/paper/src/code/code128.js";
import { decodeCode128 } from "../support/code128.js";
import { refusal } from "../support/read.js";

const ascii = fc.string({
  minLength: 1,
  maxLength: 30,
  unit: fc.constantFrom(..."0123456789012345678901234567890123456789AbZ ~!".split("")),
});

/** The fewest symbols, found by trying every path: slow and plainly right. */
function fewest(text: string, set: "B" | "C"): number {
  if (text === "") return 0;
  const options = [1 + fewest(text.slice(1), "B") + (set === "B" ? 0 : 1)];
  if (/^\d\d/.test(text)) options.push(1 + fewest(text.slice(2), "C") + (set === "C" ? 0 : 1));
  return Math.min(...options);
}

describe("code128Symbols", () => {
  test("starts in set C for figures, in set B for letters, and changes where it pays", () => {
    expect(code128Symbols("123456")).toEqual([105, 12, 34, 56, 44]);
    expect(code128Symbols("AB").slice(0, 3)).toEqual([104, 33, 34]);
    expect(code128Symbols("AB1234").slice(0, -1)).toEqual([104, 33, 34, 99, 12, 34]);
    expect(code128Symbols("AB12C").slice(0, -1)).toEqual([104, 33, 34, 17, 18, 35]);
    expect(code128Symbols("12345").slice(0, -1)).toEqual([105, 12, 34, 100, 21]);
  });

  test("a known barcode: the check symbol of PJJ123C in set B is 55", () => {
    expect(code128Symbols("PJJ123C")).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55]);
  });

  test("reads back with a decoder of its own tables", () => {
    fc.assert(
      fc.property(ascii, (text) => {
        expect(decodeCode128(code128Widths(text))).toBe(text);
      }),
    );
    const all = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
    expect(decodeCode128(code128Widths(all))).toBe(all);
    const pairs = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, "0")).join("");
    expect(decodeCode128(code128Widths(pairs))).toBe(pairs);
  });

  test("uses the fewest symbols that sets B and C allow", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."01234567a".split("")) }),
        (text) => {
          expect(code128Symbols(text).length).toBe(2 + Math.min(fewest(text, "B"), fewest(text, "C")));
        },
      ),
    );
  });

  test("the decoder tells a changed bar (control)", () => {
    const widths = [...code128Widths("AB1234")];
    [widths[6], widths[7]] = [widths[7] ?? 0, (widths[6] ?? 0) + 1];
    expect(() => decodeCode128(widths)).toThrow();
  });

  test.each([
    ["é", "U+00E9"],
    ["\n", "U+000A"],
    ["\u007F", "U+007F"],
    ["\u{1F600}", "U+1F600"],
  ])("%j is refused", async (text, character) => {
    expect(await refusal(() => code128Symbols(`A${text}`))).toEqual({
      code: "paper/barcode-character",
      details: { character },
    });
  });
});
