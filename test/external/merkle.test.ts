import { verifyConsistency, verifyInclusion } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { vectorJson } from "../support/vectors.js";

interface Case {
  readonly file: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
}
interface InclusionCase extends Case {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}
interface ConsistencyCase extends Case {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

const inclusion = vectorJson("consent/merkle/inclusion.json") as { cases: InclusionCase[] } | undefined;
const consistency = vectorJson("consent/merkle/consistency.json") as { cases: ConsistencyCase[] } | undefined;
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const path = (proof: readonly string[] | null) => (proof ?? []).map(bytes);

const included = (one: InclusionCase) =>
  verifyInclusion({
    index: one.leafIdx,
    size: one.treeSize,
    leaf: bytes(one.leafHash),
    root: bytes(one.root),
    path: path(one.proof),
  });
const consistent = (one: ConsistencyCase) =>
  verifyConsistency({
    from: one.size1,
    to: one.size2,
    fromRoot: bytes(one.root1),
    toRoot: bytes(one.root2),
    path: path(one.proof),
  });

describe.skipIf(inclusion === undefined)("inclusion proofs of transparency-dev/merkle", () => {
  const cases = inclusion?.cases ?? [];
  test.each(cases.map((one) => [one.file, one] as const))("%s", (_file, one) => {
    expect(included(one)).toBe(!one.wantErr);
  });

  test("all 98 are there, 6 of them good", () => {
    expect([cases.length, cases.filter(({ wantErr }) => !wantErr).length]).toEqual([98, 6]);
  });

  // RFC 9162 section 2.1.3.2 begins at "leaf_index >= tree_size": of the empty tree no leaf can be proved. And a text of
  // no bytes is the hash of nothing, though a verifier that only compares would find it equal to an empty root.
  test("no leaves and empty hashes are refused", () => {
    const edges = cases.filter((one) => one.treeSize === 0 || one.root === "" || one.leafHash === "");
    expect(edges.map(({ file }) => file)).toEqual([
      "inclusion/0/treeSize-div-@2.json",
      "inclusion/additional/0/empty-root-and-random-leaf.json",
      "inclusion/additional/0/empty-root.json",
      "inclusion/additional/0/random-leaf.json",
      "inclusion/additional/1/empty-root.json",
      "inclusion/additional/1/random-leaf.json",
      "inclusion/additional/2/empty-root-and-random-leaf.json",
      "inclusion/additional/2/empty-root.json",
      "inclusion/additional/2/random-leaf.json",
      "inclusion/additional/3/empty-root.json",
      "inclusion/additional/3/random-leaf.json",
      "inclusion/single-entry/empty-leaf.json",
      "inclusion/single-entry/empty-root-and-leaf.json",
      "inclusion/single-entry/empty-root.json",
    ]);
    expect(edges.map(included)).toEqual(edges.map(() => false));
  });
});

describe.skipIf(consistency === undefined)("consistency proofs of transparency-dev/merkle", () => {
  const cases = consistency?.cases ?? [];
  test.each(cases.map((one) => [one.file, one] as const))("%s", (_file, one) => {
    expect(consistent(one)).toBe(!one.wantErr);
  });

  test("all 98 are there, 6 of them good", () => {
    expect([cases.length, cases.filter(({ wantErr }) => !wantErr).length]).toEqual([98, 6]);
  });

  // RFC 9162 section 2.1.4 defines a proof for 0 < m < n only: everything continues the empty tree, so it proves nothing.
  test("empty trees are refused", () => {
    const edges = cases.filter((one) => one.size1 === 0 || one.size2 === 0);
    expect(edges.map(({ file }) => file)).toEqual([
      "consistency/1/size1-sub-@1.json",
      "consistency/3/size1-XOR-@2.json",
      "consistency/additional/consistency-check-on-empty-tree-size1-is-zero-is-useless.json",
      "consistency/additional/roots-do-not-match-and-sizes-are-zero.json",
      "consistency/additional/size1-is-greater-than-size2.json",
      "consistency/additional/size1-is-zero-and-does-not-equal-size2.json",
      "consistency/additional/size1-is-zero-and-size2-is-not-zero.json",
      "consistency/additional/sizes-are-equal-zero-and-proof-is-empty.json",
      "consistency/additional/sizes-are-equal-zero-but-roots-are-not.json",
      "consistency/additional/sizes-match-but-proof-is-not-empty-and-sizes-are-zero.json",
    ]);
    expect(edges.map(consistent)).toEqual(edges.map(() => false));
  });
});
