import { consistencyPath, inclusionPath, merkleRoot } from "@throughline/core/transparency";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joined, spanHash } from "../../../packages/core/src/transparency/tree.js";
import { hex, hexes, leavesOf, naivePath, naiveProof, naiveRoot, platform } from "./naive.js";

const most = 300;
const leaves = leavesOf(most);

describe("against the definition", () => {
  test(`the root of every size to ${most}`, () => {
    for (let size = 0; size <= most; size += 1) {
      const part = leaves.slice(0, size);
      expect(hex(merkleRoot(part, platform))).toBe(hex(naiveRoot(part)));
    }
  });

  test("every inclusion proof of every size to 48, and of some to 300", () => {
    for (let size = 1; size <= most; size += size < 48 ? 1 : 84) {
      const part = leaves.slice(0, size);
      for (let at = 0; at < size; at += 1) {
        expect(hexes(inclusionPath(part, at, platform))).toEqual(hexes(naivePath(at, part)));
      }
    }
  });

  test("every consistency proof of every size to 48, and of some to 300", () => {
    for (let size = 1; size <= most; size += size < 48 ? 1 : 84) {
      const part = leaves.slice(0, size);
      for (let from = 1; from <= size; from += 1) {
        expect(hexes(consistencyPath(part, from, platform))).toEqual(hexes(naiveProof(from, part)));
      }
    }
  });

  test("any size beyond", () => {
    fc.assert(
      fc.property(fc.integer({ min: most, max: 3000 }), fc.nat(), fc.nat(), (size, at, from) => {
        const part = leavesOf(size, 1);
        const [index, earlier] = [at % size, 1 + (from % size)];
        expect(hex(merkleRoot(part, platform))).toBe(hex(naiveRoot(part)));
        expect(hexes(inclusionPath(part, index, platform))).toEqual(hexes(naivePath(index, part)));
        expect(hexes(consistencyPath(part, earlier, platform))).toEqual(hexes(naiveProof(earlier, part)));
      }),
      { numRuns: 20 },
    );
  });
});

test("what is not in the tree, and nothing at all, has no proof", () => {
  const part = leaves.slice(0, 5);
  for (const index of [-1, 5, 1.5, Number.NaN]) {
    expect(() => inclusionPath(part, index)).toThrow(RangeError);
  }
  for (const from of [0, 6, -1, 2.5]) expect(() => consistencyPath(part, from)).toThrow(RangeError);
  expect(() => inclusionPath([], 0)).toThrow(RangeError);
  expect(() => joined([])).toThrow(RangeError);
  expect(() => spanHash({ start: 3, end: 3 }, () => new Uint8Array(32))).toThrow(RangeError);
});
