import { emptyRoot, leafHash, nodeHash } from "@throughline/core/transparency";
import { expect, test } from "vitest";
import { sameHash } from "../../../packages/core/src/transparency/merkle.js";
import { hex, leavesOf, naiveLeaf, platform } from "./naive.js";

test("the hashes of RFC 9162 section 2.1.1", () => {
  expect(hex(emptyRoot())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(hex(leafHash(new Uint8Array(0)))).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
  const data = Buffer.from("data");
  expect(hex(leafHash(data))).toBe(hex(naiveLeaf(data)));
  const [left = data, right = data] = leavesOf(2);
  expect(hex(nodeHash(left, right))).toBe(hex(platform(Buffer.concat([Buffer.from([1]), left, right]))));
  expect(hex(nodeHash(left, right, platform))).toBe(hex(nodeHash(left, right)));
});

test("hashes are compared whole", () => {
  const [one = new Uint8Array(0), other = new Uint8Array(0)] = leavesOf(2);
  expect([sameHash(one, one.slice()), sameHash(one, other), sameHash(one, one.slice(1))]).toEqual([
    true,
    false,
    false,
  ]);
});
