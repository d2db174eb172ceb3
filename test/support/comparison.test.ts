import { describe, expect, test } from "vitest";
import { type Comparison, compare, median, reaches } from "./comparison.js";

/** Sides whose figures are given, with a note of who was asked when. */
function scripted(ours: number[], peer: number[], goal?: Comparison["goal"]) {
  const asked: string[] = [];
  const give = (side: string, figures: number[]) => async () => {
    asked.push(side);
    return figures[asked.filter((who) => who === side).length - 1] ?? Number.NaN;
  };
  const close = async () => void asked.push("closed");
  const open = async () => ({ ours: give("ours", ours), peer: give("peer", peer), close });
  return { asked, comparison: { name: "n", unit: "u", open, ...(goal && { goal }) } satisfies Comparison };
}

describe("comparison", () => {
  test("the first round does not count, and the medians make the ratio", async () => {
    const { comparison } = scripted([1000, 1, 2, 3, 4, 50], [1000, 6, 6, 6, 6, 6], ">=0.6");
    expect(await compare(comparison)).toMatchObject({
      ours: 3,
      peer: 6,
      ratio: 0.5,
      goal: ">=0.6",
      held: false,
    });
  });

  test("the sides take turns at going first, and are closed", async () => {
    const { comparison, asked } = scripted([1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]);
    expect(await compare(comparison)).toMatchObject({ ratio: 1, held: true });
    expect(asked.slice(0, 4)).toEqual(["ours", "peer", "peer", "ours"]);
    expect(asked).toHaveLength(13);
    expect(asked.at(-1)).toBe("closed");
  });

  test("fewer than five rounds are refused", async () => {
    await expect(compare(scripted([], []).comparison, 4)).rejects.toThrow(RangeError);
  });

  test.each([
    [0.6, ">=0.6", true],
    [0.59, ">=0.6", false],
    [1.1, "<=1", false],
    [1, "<=1", true],
    [Number.NaN, ">=0", false],
    [0, undefined, true],
  ] as const)("%d reaches %s: %s", (ratio, goal, held) => {
    expect(reaches(ratio, goal)).toBe(held);
  });

  test("the median of an even number lies between the middle two", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
