import { tilePath } from "@throughline/core/transparency";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  edgeOf,
  tileOf,
  tileRoot,
  tileWidth,
  widthAt,
} from "../../../packages/core/src/transparency/tile.js";
import { hex, leavesOf, naiveRoot, platform } from "./naive.js";

test.each([
  [{ level: 0, number: 0 }, 256, "tile/0/000"],
  [{ level: 0, number: 5 }, 256, "tile/0/005"],
  [{ level: 0, number: 999 }, 256, "tile/0/999"],
  [{ level: 1, number: 1000 }, 256, "tile/1/x001/000"],
  [{ level: 4, number: 1_234_067 }, 256, "tile/4/x001/x234/067"],
  [{ level: 4, number: 1_234_067 }, 8, "tile/4/x001/x234/067.p/8"],
])("the path of %o, %i wide, as tlog-tiles has it", (place, width, path) => {
  expect(tilePath(place, width)).toBe(path);
});

test("every leaf of a tree is in exactly one tile of each level that is there, at any size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (size) => {
      for (let level = 0, nodes = size; nodes > 0; level += 1, nodes = Math.floor(nodes / tileWidth)) {
        const full = Math.floor(nodes / tileWidth);
        expect(widthAt({ level, number: full }, size)).toBe(nodes % tileWidth);
        expect(widthAt({ level, number: full + 1 }, size)).toBe(0);
        if (full > 0) expect(widthAt({ level, number: full - 1 }, size)).toBe(tileWidth);
      }
      for (const place of edgeOf(size)) {
        expect(widthAt(place, size)).toBeGreaterThan(0);
        expect(widthAt(place, size)).toBeLessThan(tileWidth);
      }
    }),
  );
});

test("a node is found among the hashes of one tile", () => {
  expect(tileOf({ level: 0, index: 300 })).toEqual({ level: 0, number: 1, first: 44, count: 1 });
  expect(tileOf({ level: 7, index: 3 })).toEqual({ level: 0, number: 1, first: 128, count: 128 });
  expect(tileOf({ level: 8, index: 3 })).toEqual({ level: 1, number: 0, first: 3, count: 1 });
  expect(tileOf({ level: 17, index: 200 })).toEqual({ level: 2, number: 1, first: 144, count: 2 });
});

test("the node over a full tile is the root over its hashes", () => {
  const leaves = leavesOf(tileWidth);
  expect(hex(tileRoot(new Uint8Array(Buffer.concat(leaves)), platform))).toBe(hex(naiveRoot(leaves)));
});
