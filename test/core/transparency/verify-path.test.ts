import { consistencyPath, inclusionPath, merkleRoot, nodeHash } from "@throughline/core/transparency";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ConsistencyClaim,
  type InclusionClaim,
  verifyConsistency,
  verifyInclusion,
} from "../../../packages/core/src/transparency/verify-path.js";
import { leavesOf, platform } from "./naive.js";

const none = new Uint8Array(0);
const leaves = leavesOf(130);

function inclusion(size: number, index: number): InclusionClaim {
  const part = leaves.slice(0, size);
  const path = inclusionPath(part, index, platform);
  return { index, size, leaf: part[index] ?? none, root: merkleRoot(part, platform), path };
}

function consistency(from: number, to: number): ConsistencyClaim {
  const root = (size: number) => merkleRoot(leaves.slice(0, size), platform);
  const path = consistencyPath(leaves.slice(0, to), from, platform);
  return { from, to, fromRoot: root(from), toRoot: root(to), path };
}

const included = (claim: InclusionClaim, alter: Partial<InclusionClaim> = {}) =>
  verifyInclusion({ ...claim, ...alter }, platform);
const consistent = (claim: ConsistencyClaim, alter: Partial<ConsistencyClaim> = {}) =>
  verifyConsistency({ ...claim, ...alter }, platform);

const replaced = (path: readonly Uint8Array[], at: number, hash: Uint8Array) =>
  path.map((one, place) => (place === at ? hash : one));

/** What may be done to a path: each way gives another one. */
const alterations: readonly ((path: readonly Uint8Array[], at: number) => readonly Uint8Array[])[] = [
  (path, at) => path.filter((_, place) => place !== at),
  (path, at) => [...path.slice(0, at), path[at] ?? none, ...path.slice(at)],
  (path) => [...path, leaves[0] ?? none],
  (path) => [leaves[0] ?? none, ...path],
  (path, at) => replaced(path, at, path[at]?.map((byte, place) => (place === 5 ? byte ^ 4 : byte)) ?? none),
  (path, at) => replaced(path, at, none),
  (path, at) => replaced(path, at, (path[at] ?? none).slice(1)),
];

describe("an inclusion proof", () => {
  test("of any leaf in any tree is accepted, and no other size or place with it", () => {
    for (let size = 1; size <= 32; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const claim = inclusion(size, index);
        expect(included(claim)).toBe(true);
        expect(included(claim, { index: index + 1 })).toBe(false);
        expect(included(claim, { index: index - 1 })).toBe(false);
      }
    }
  });

  test("altered anywhere is refused", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 130 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...alterations),
        (size, at, place, alter) => {
          const claim = inclusion(size, at % size);
          expect(included(claim)).toBe(true);
          expect(included(claim, { path: alter(claim.path, place % claim.path.length) })).toBe(false);
        },
      ),
    );
  });

  test("for nothing, past the end, or with hashes of another length is refused", () => {
    const claim = inclusion(1, 0);
    for (const alter of [
      { size: 0 },
      { size: 0, index: -1 },
      { index: 1 },
      { index: 0.5 },
      { size: 1.5 },
      { size: Number.NaN },
      { leaf: none },
      { root: none },
      { leaf: none, root: none },
      { path: [none] },
    ]) {
      expect(included(claim, alter)).toBe(false);
    }
  });
});

describe("a consistency proof", () => {
  test("of any two sizes is accepted, and of no others", () => {
    for (let to = 1; to <= 32; to += 1) {
      for (let from = 1; from <= to; from += 1) {
        const claim = consistency(from, to);
        expect(consistent(claim)).toBe(true);
        if (from < to) {
          expect(consistent(claim, { fromRoot: claim.toRoot })).toBe(false);
          expect(consistent(claim, { toRoot: claim.fromRoot })).toBe(false);
        }
        expect(consistent(claim, { from: to, to: from })).toBe(from === to);
      }
    }
  });

  test("altered anywhere is refused", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 130 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...alterations),
        (to, at, place, alter) => {
          const claim = consistency(1 + (at % (to - 1)), to);
          expect(consistent(claim)).toBe(true);
          expect(consistent(claim, { path: alter(claim.path, place % claim.path.length) })).toBe(false);
        },
      ),
    );
  });

  test("from nothing, without a path where one is needed, or with one where none is, is refused", () => {
    const claim = consistency(4, 8);
    for (const alter of [
      { from: 0 },
      { from: 0, path: [] },
      { from: 0, to: 0, path: [] },
      { path: [] },
      { from: 2.5 },
      { fromRoot: none },
      { toRoot: none },
      { from: 8, fromRoot: claim.toRoot },
    ]) {
      expect(consistent(claim, alter)).toBe(false);
    }
    const same = consistency(7, 7);
    expect(consistent(same, { toRoot: claim.toRoot })).toBe(false);
    expect(consistent(same, { path: [none] })).toBe(false);
    expect(consistent(same, { fromRoot: none, toRoot: none })).toBe(false);
  });

  test("sizes that only look like a power of two are told apart", () => {
    const [root = none, other = none] = leaves;
    const claim = { from: 2 ** 52 - 1, to: 2 ** 52, fromRoot: root, toRoot: other, path: [root] };
    expect(verifyConsistency(claim, platform)).toBe(false);
  });
});

describe("a path that is not of the trees it is said to be of is refused, though the roots were made to fit it", () => {
  const [a = none, b = none, c = none, d = none] = leaves;
  const node = (left: Uint8Array, right: Uint8Array) => nodeHash(left, right, platform);

  test("longer than the tree is high, or shorter", () => {
    const alone = { index: 0, size: 1, leaf: a };
    expect(included({ ...alone, root: a, path: [] })).toBe(true);
    expect(included({ ...alone, root: node(b, a), path: [b] })).toBe(false);
    expect(included({ index: 0, size: 2, leaf: a, root: a, path: [] })).toBe(false);
    const sizes = { from: 3, to: 4 };
    // c is the third leaf, d the fourth, and b stands for the node over the first two.
    const good = { ...sizes, fromRoot: node(b, c), toRoot: node(b, node(c, d)), path: [c, d, b] };
    expect(consistent(good)).toBe(true);
    const long = { fromRoot: node(a, good.fromRoot), toRoot: node(a, good.toRoot), path: [c, d, b, a] };
    expect(consistent({ ...sizes, ...long })).toBe(false);
    expect(consistent({ ...sizes, fromRoot: c, toRoot: node(c, d), path: [c, d] })).toBe(false);
  });

  test("with something in it that is no hash", () => {
    const short = d.slice(1);
    const [fromRoot, toRoot] = [node(b, c), node(b, node(c, short))];
    expect(consistent({ from: 3, to: 4, fromRoot, toRoot, path: [c, short, b] })).toBe(false);
    const root = node(a, short);
    expect(included({ index: 0, size: 2, leaf: a, root, path: [short] })).toBe(false);
  });

  test("of no tree at all, or of one that shrank", () => {
    for (const size of [0, -1, 1.5, Number.NaN])
      expect(consistent({ from: size, to: size, fromRoot: a, toRoot: a, path: [] })).toBe(false);
    const shrunk = { from: 4, to: 3, fromRoot: node(b, node(c, d)), toRoot: node(b, c), path: [c, d, b] };
    expect(consistent(shrunk)).toBe(false);
  });
});
