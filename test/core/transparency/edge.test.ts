import { memoryTiles } from "@throughline/core/transparency";
import fc from "fast-check";
import { expect, test } from "vitest";
import { edgeAt } from "../../../packages/core/src/transparency/edge.js";
import { edgeOf } from "../../../packages/core/src/transparency/tile.js";
import { rootAt } from "../../../packages/core/src/transparency/tile-reader.js";
import { hex, leavesOf, naiveRoot, platform } from "./naive.js";

const leaves = leavesOf(70_000);

test("however a tree is grown in pieces, from whatever is kept, it is the same tree", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 }),
      async (pieces) => {
        const tiles = memoryTiles();
        let size = 0;
        for (const piece of pieces) {
          const places = edgeOf(size);
          const kept = await tiles.read("log", places);
          const partial = places.map((place, at) => ({ ...place, hashes: kept[at] ?? new Uint8Array(0) }));
          const edge = edgeAt(size, partial, platform);
          for (const leaf of leaves.slice(size, size + piece)) edge.add(leaf);
          size += piece;
          expect(edge.size()).toBe(size);
          expect(await tiles.append("log", edge.take(), size)).toBe(true);
          expect(edge.take()).toEqual([]);
        }
        const expected = hex(naiveRoot(leaves.slice(0, size)));
        expect(hex(await rootAt(tiles, "log", size, platform))).toBe(expected);
      },
    ),
    { numRuns: 40 },
  );
});

test("a tree of three levels of tiles", async () => {
  const tiles = memoryTiles();
  const edge = edgeAt(0, [], platform);
  for (const leaf of leaves) edge.add(leaf);
  const made = edge.take();
  expect(made.map(({ level }) => level).reduce((most, level) => Math.max(most, level), 0)).toBe(2);
  await tiles.append("log", made, leaves.length);
  for (const size of [65_535, 65_536, 65_537, leaves.length]) {
    const expected = hex(naiveRoot(leaves.slice(0, size)));
    expect(hex(await rootAt(tiles, "log", size, platform))).toBe(expected);
  }
});
