import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paginate } from "../../../packages/paper/src/layout/paginate.js";
import type { Strip } from "../../../packages/paper/src/layout/strip.js";

const frame = { first: 0, top: 0, bottom: 100 };
const strip = (height: number, rest: Partial<Strip> = {}): Strip => ({ height, contents: [], ...rest });
const heights = (strips: readonly Strip[], at = frame): number[][] =>
  paginate(strips, at).map((page) => page.map((placed) => placed.strip.height));

describe("paginate", () => {
  test("fills a page, then the next; the room above a strip is dropped at the top of a page", () => {
    const pages = paginate([strip(60, { above: 10 }), strip(50, { above: 10 })], frame);
    expect(pages.map((page) => page.map(({ y }) => y))).toEqual([[0], [0]]);
    expect(heights([strip(60), strip(40)])).toEqual([[60, 40]]);
  });

  test("what is kept together moves as one; without the rule it would be torn (control)", () => {
    expect(heights([strip(80), strip(15, { keep: true }), strip(30)])).toEqual([[80], [15, 30]]);
    expect(heights([strip(80), strip(15), strip(30)])).toEqual([[80, 15], [30]]);
  });

  test("what is kept together but taller than a page begins where it stands", () => {
    const long = Array.from({ length: 12 }, (_, index) => strip(10, { keep: index < 11 }));
    expect(heights([strip(50), ...long])).toEqual([
      [50, 10, 10, 10, 10, 10],
      [10, 10, 10, 10, 10, 10, 10],
    ]);
  });

  test("headings of a table come again on each page that begins with one of its rows", () => {
    const head = strip(7);
    const rows = Array.from({ length: 5 }, () => strip(40, { repeat: [head] }));
    expect(heights([strip(7, { keep: true }), ...rows])).toEqual([
      [7, 40, 40],
      [7, 40, 40],
      [7, 40],
    ]);
  });

  test("a new page is begun where asked, but none is left empty", () => {
    expect(heights([strip(10, { newPage: true }), strip(20, { newPage: true })])).toEqual([[10], [20]]);
    expect(heights([strip(10, { newPage: true })], { ...frame, first: 50 })).toEqual([[], [10]]);
  });

  test("below a letter's head there is less room", () => {
    expect(heights([strip(60)], { ...frame, first: 50 })).toEqual([[], [60]]);
    expect(heights([strip(50)], { ...frame, first: 50 })).toEqual([[50]]);
  });

  test("a heading taller than the page, repeated, still ends", () => {
    const row = strip(40, { repeat: [strip(90)] });
    expect(
      heights([row, row, row])
        .flat()
        .filter((height) => height === 40).length,
    ).toBe(3);
  });

  test("places each strip once, in order, inside the page", () => {
    const any = fc.record({
      height: fc.integer({ min: 1, max: 60 }),
      above: fc.integer({ min: 0, max: 10 }),
      keep: fc.boolean(),
      newPage: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(any.map((each) => strip(each.height, each))),
        fc.constantFrom(0, 30, 70),
        (strips, first) => {
          const pages = paginate(strips, { ...frame, first });
          expect(pages.flat().map((placed) => placed.strip)).toEqual(strips);
          for (const { strip: each, y } of pages.flat()) expect(y + each.height).toBeLessThanOrEqual(100);
          expect(pages.slice(1).every((page) => page.length > 0)).toBe(true);
        },
      ),
    );
  });
});
