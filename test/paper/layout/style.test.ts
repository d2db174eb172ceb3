import { describe, expect, test } from "vitest";
import { mm, page, styles } from "../../../packages/paper/src/layout/style.js";

describe("styles", () => {
  test("the address area is inside what a DL window always shows", () => {
    const { window } = styles.standard;
    // Envelope 110 x 220 mm; window 35 x 90 mm, 20 mm from the left and 18 mm from the bottom; sheet folded to 105 mm.
    const [top, slackDown, slackAcross] = [110 - 18 - 35, 110 - 105, 220 - 210];
    expect(window.y / mm).toBeGreaterThanOrEqual(top);
    expect((window.y + window.height) / mm).toBeLessThanOrEqual(top + 35 - slackDown + 1e-9);
    expect(window.x / mm).toBeGreaterThanOrEqual(20);
    expect((window.x + window.width) / mm).toBeLessThanOrEqual(20 + 90 - slackAcross + 1e-9);
    expect(window.height / window.line).toBeGreaterThanOrEqual(7);
  });

  test("four lines of large print are in it too", () => {
    const { window } = styles["large-print"];
    expect((window.y + 4 * window.line) / mm).toBeLessThanOrEqual(87);
    expect(window.height / window.line).toBeGreaterThanOrEqual(7);
  });

  test("large print is 16 points or more throughout, and larger than standard print in all", () => {
    const { standard, "large-print": large } = styles;
    const sizes = [large.body, large.code, large.window.size, ...Object.values(large.headings)];
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    expect(large.leading).toBeGreaterThan(standard.leading);
    for (const key of ["body", "code", "gap", "ruled", "tick"] as const)
      expect(large[key]).toBeGreaterThan(standard[key]);
  });

  test("the page is A4 in points", () => {
    expect([page.width, page.height].map((length) => Math.round(length * 100) / 100)).toEqual([
      595.28, 841.89,
    ]);
  });
});
