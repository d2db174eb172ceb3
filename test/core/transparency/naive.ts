import { createHash } from "node:crypto";

/** SHA-256 of the platform. */
export const platform = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sha256").update(bytes).digest());

const hashed = (...parts: readonly (Uint8Array | number)[]) =>
  platform(Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.from([part]) : part))));

/** A leaf as the definition has it. */
export const naiveLeaf = (data: Uint8Array): Uint8Array => hashed(0, data);

const split = (size: number) => 2 ** Math.ceil(Math.log2(size) - 1);

/** The tree hash of RFC 9162 section 2.1.1, as it is written there. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (!only) return hashed();
  if (leaves.length === 1) return only;
  const k = split(leaves.length);
  return hashed(1, naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH of RFC 9162 section 2.1.3.1, as it is written there. */
export function naivePath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k ? [...naivePath(m, left), naiveRoot(right)] : [...naivePath(m - k, right), naiveRoot(left)];
}

/** SUBPROOF of RFC 9162 section 2.1.4.1, as it is written there. */
export function naiveProof(m: number, leaves: readonly Uint8Array[], isWhole = true): Uint8Array[] {
  if (m === leaves.length) return isWhole ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...naiveProof(m, left, isWhole), naiveRoot(right)]
    : [...naiveProof(m - k, right, false), naiveRoot(left)];
}

/** So many leaves, each of other data. */
export function leavesOf(count: number, salt = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => naiveLeaf(Buffer.from(`${salt}:${at}`)));
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
export const hexes = (list: readonly Uint8Array[]): string[] => list.map(hex);
