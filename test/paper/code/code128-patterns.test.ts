import { expect, test } from "vitest";
import { stopWidths, symbolWidths } from "../../../packages/paper/src/code/code128-patterns.js";

test("106 patterns of 11 modules, all different, each with an even number of dark modules", () => {
  expect(new Set(symbolWidths).size).toBe(106);
  for (const widths of symbolWidths) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = widths.split("").map(Number);
    expect(a + b + c + d + e + f).toBe(11);
    expect((a + c + e) % 2).toBe(0);
  }
  expect(stopWidths.split("").reduce((sum, width) => sum + Number(width), 0)).toBe(13);
});
