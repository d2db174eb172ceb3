import { type Sha256, sha256 } from "../digest.js";
import { hashLength, nodeHash, sameHash } from "./merkle.js";

/** What an inclusion proof claims. */
export interface InclusionClaim {
  /** The leaf's place, from 0. */
  readonly index: number;
  /** Size of the tree. */
  readonly size: number;
  /** Hash of the leaf. */
  readonly leaf: Uint8Array;
  /** Root of the tree. */
  readonly root: Uint8Array;
  /** The proof, lowest first. */
  readonly path: readonly Uint8Array[];
}

/** What a consistency proof claims. */
export interface ConsistencyClaim {
  /** The smaller size. */
  readonly from: number;
  /** The larger size. */
  readonly to: number;
  /** Root at the smaller size. */
  readonly fromRoot: Uint8Array;
  /** Root at the larger size. */
  readonly toRoot: Uint8Array;
  /** The proof. */
  readonly path: readonly Uint8Array[];
}

const half = (value: number) => Math.floor(value / 2);
const isOdd = (value: number) => value % 2 === 1;
const isSize = (value: number) => Number.isSafeInteger(value) && value >= 1;
const areHashes = (hashes: readonly Uint8Array[]) => hashes.every(({ length }) => length === hashLength);

function isPowerOfTwo(size: number): boolean {
  let rest = size;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}

/** Two numbers of a level of the tree, shifted right together until the first has its lowest bit. */
function shifted(fn: number, sn: number, until: (fn: number) => boolean): readonly [number, number] {
  let [first, second] = [fn, sn];
  while (!until(first)) [first, second] = [half(first), half(second)];
  return [first, second];
}

/**
 * Whether a leaf is in the tree: RFC 9162 section 2.1.3.2, step by step. A claim that means nothing (no leaves, a leaf
 * past the end, a hash of another length) is false as well.
 */
export function verifyInclusion(claim: InclusionClaim, hash: Sha256 = sha256): boolean {
  const { index, size, leaf, root, path } = claim;
  if (!isSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  if (!areHashes([leaf, root, ...path])) return false;
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      r = nodeHash(p, r, hash);
      [fn, sn] = shifted(fn, sn, (at) => isOdd(at) || at === 0);
    } else {
      r = nodeHash(r, p, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameHash(r, root);
}

/**
 * Whether the smaller tree is a prefix of the larger: RFC 9162 section 2.1.4.2, step by step. Equal sizes need equal
 * roots and no proof. A claim that means nothing is false; so is one about the empty tree, of which everything is a
 * continuation.
 */
export function verifyConsistency(claim: ConsistencyClaim, hash: Sha256 = sha256): boolean {
  const { from, to, fromRoot, toRoot, path } = claim;
  if (!isSize(from) || !isSize(to) || from > to) return false;
  // Nothing is hashed here, so the roots are only compared; a text of no bytes is no root.
  if (from === to) return path.length === 0 && fromRoot.length > 0 && sameHash(fromRoot, toRoot);
  if (!areHashes([fromRoot, toRoot, ...path])) return false;
  const [seed, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...path] : path;
  if (!seed || path.length === 0) return false;
  let [fn, sn] = shifted(from - 1, to - 1, (at) => !isOdd(at));
  let [fr, sr] = [seed, seed];
  for (const c of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      [fr, sr] = [nodeHash(c, fr, hash), nodeHash(c, sr, hash)];
      [fn, sn] = shifted(fn, sn, (at) => isOdd(at) || at === 0);
    } else {
      sr = nodeHash(sr, c, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameHash(fr, fromRoot) && sameHash(sr, toRoot);
}
