import { expect, test } from "vitest";
import { rendered } from "../support/read.js";
import { everyBlock, formOf, letterOf } from "../support/samples.js";

const text = (words: string) => ({ type: "paragraph", text: words }) as const;
const pageBreak = { type: "page-break" } as const;
const pagesOf = async (document: unknown) =>
  (await rendered(document)).root.children.map(({ text: words, pages }) => [words, pages[0]]);

test("what follows a page break stands on a new page; many breaks are one, and one at either end makes no blank page", async () => {
  expect(await pagesOf(formOf([pageBreak, text("a"), pageBreak, pageBreak, text("b"), pageBreak]))).toEqual([
    ["a", 0],
    ["b", 1],
  ]);
});

test("a break before the text of a letter leaves its head alone on the first page", async () => {
  const pages = await pagesOf(letterOf([pageBreak, text("a")]));
  expect(pages.at(-1)).toEqual(["a", 1]);
});

test("a spacer moves what follows down by its height", async () => {
  const y = async (millimetres: number): Promise<number> =>
    (await rendered(formOf([text("a"), { type: "spacer", millimetres }, text("b")]))).lines[0]?.find(
      (line) => line.text === "b",
    )?.y ?? 0;
  expect(((await y(30)) - (await y(10))) / (72 / 25.4)).toBeCloseTo(20, 2);
});

test.each(["standard", "large-print"] as const)(
  "%s: nothing is printed outside the margins",
  async (format) => {
    const { lines, all } = await rendered(formOf(everyBlock, { format }));
    const mm = 72 / 25.4;
    for (const line of lines.flat()) {
      expect(line.x).toBeGreaterThanOrEqual(20 * mm - 0.01);
      expect(line.y).toBeLessThanOrEqual(290 * mm);
    }
    for (const [x = 0, y = 0, width = 0, height = 0] of all.flatMap(({ rectangles }) => rectangles)) {
      expect(x).toBeGreaterThanOrEqual(20 * mm - 0.01);
      expect(x + width).toBeLessThanOrEqual(190 * mm + 0.01);
      expect(y + height).toBeLessThanOrEqual(275 * mm);
    }
  },
);
