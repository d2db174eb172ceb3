import { type Sha256, sha256 } from "../digest.js";

/** Bytes in a hash. */
export const hashLength = 32;

/** The hash of the empty tree: SHA-256 of nothing (RFC 9162 section 2.1.1). */
export function emptyRoot(hash: Sha256 = sha256): Uint8Array {
  return hash(new Uint8Array(0));
}

/** The hash of a leaf: SHA-256 of 0x00 and its data (RFC 9162 section 2.1.1), so that no inner node passes for one. */
export function leafHash(data: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(data.length + 1);
  bytes.set(data, 1);
  return hash(bytes);
}

/** The hash of an inner node: SHA-256 of 0x01 and the two below it (RFC 9162 section 2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return hash(bytes);
}

/** Whether two hashes are the same. They are public, so this takes no care to take the same time. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
