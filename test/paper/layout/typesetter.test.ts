import { describe, expect, test } from "vitest";
import { styles } from "../../../packages/paper/src/layout/style.js";
import {
  baseline,
  lowered,
  setText,
  type Typesetter,
  textStrips,
} from "../../../packages/paper/src/layout/typesetter.js";
import { refusal } from "../support/read.js";

/** Every letter is half its size wide. */
const typesetter: Typesetter = {
  style: styles.standard,
  covers: (codePoint) => codePoint < 0x250,
  measure: (text, _, size) => (text.length * size) / 2,
};

describe("typesetter", () => {
  test("sets lines with the size and leading of the format where none is given", () => {
    const { line, lines } = setText(typesetter, "one two", { x: 5, width: 20 });
    expect(line).toBeCloseTo(16.8);
    expect(lines.map(({ text, x, size, face }) => [text, x, size, face])).toEqual([
      ["one ", 5, 12, "regular"],
      ["two", 5, 12, "regular"],
    ]);
  });

  test("the letters are centred in the height of their line", () => {
    const above = baseline(20, 10) - 9.28;
    const below = 20 - baseline(20, 10) - 2.36;
    expect(above).toBeCloseTo(below);
  });

  test("neither the first nor the last line of a text stands alone", () => {
    const keeps = (count: number, keepWithNext = false) =>
      textStrips(typesetter, "abc ".repeat(count).trim(), {
        x: 0,
        width: 20,
        keepWithNext,
        node: { tag: "P" },
      }).map(({ keep }) => keep);
    expect(keeps(1)).toEqual([false]);
    expect(keeps(3)).toEqual([true, true, false]);
    expect(keeps(5)).toEqual([true, false, false, true, false]);
    expect(keeps(1, true)).toEqual([true]);
  });

  test("marks moved down keep their distance", () => {
    const { lines } = setText(typesetter, "a\nb", { x: 0, width: 20 });
    const [first, second] = lowered(lines, 10, 100);
    expect([(first?.y ?? 0) - (lines[0]?.y ?? 0), (second?.y ?? 0) - (first?.y ?? 0)]).toEqual([100, 10]);
  });

  test("a character that the fonts lack is refused", async () => {
    expect((await refusal(() => setText(typesetter, "ω", { x: 0, width: 20 }))).code).toBe(
      "paper/unsupported-character",
    );
  });
});
