import { headStoreLaws, tileStoreLaws } from "@throughline/core/testing";
import { memoryHeads, memoryTiles } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { agree } from "../../../packages/core/src/transparency/memory-tiles.js";

describe("tiles in memory", () => {
  const tiles = memoryTiles();
  test.each(tileStoreLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(tiles)).resolves.toBeUndefined();
  });
});

describe("heads in memory", () => {
  const heads = memoryHeads();
  test.each(headStoreLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(heads)).resolves.toBeUndefined();
  });
});

test("two tiles agree as far as both go", () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  expect(agree(bytes(1, 2), bytes(1, 2, 3))).toBe(true);
  expect(agree(bytes(1, 2, 3), bytes(1, 2))).toBe(true);
  expect(agree(bytes(1, 2), bytes(1, 3, 3))).toBe(false);
  expect(agree(bytes(), bytes(1))).toBe(true);
});
