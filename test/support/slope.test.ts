import { expect, test } from "vitest";
import { slopeOf } from "./slope.js";

test("a line has its slope, whatever lies evenly about it", () => {
  expect(slopeOf([1, 2, 3, 4].map((x) => ({ x, y: 7 - 3 * x })))).toBeCloseTo(-3);
  const uneven = [0, 1, 2, 3].map((x) => ({ x, y: 5 + (x === 1 || x === 2 ? 1 : 0) }));
  expect(slopeOf(uneven)).toBeCloseTo(0);
});

test("one place only has no slope", () => {
  expect(slopeOf([1, 2].map((y) => ({ x: 1, y })))).toBeNaN();
});
