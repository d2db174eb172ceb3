import { type Sha256, sha256 } from "../digest.js";
import { emptyRoot, nodeHash } from "./merkle.js";
import { consistencySpans, inclusionSpans, type NodePlace, nodesOf, type Span } from "./span.js";

/** Gives the hash of a complete node. */
export type NodeReader = (node: NodePlace) => Uint8Array;

/** The hash of a span: its complete nodes joined from the right. The span holds at least one leaf. */
export function spanHash(span: Span, read: NodeReader, hash: Sha256 = sha256): Uint8Array {
  const [last, ...others] = nodesOf(span).map(read).reverse();
  if (!last) throw new RangeError("A span holds at least one leaf.");
  return others.reduce((right, left) => nodeHash(left, right, hash), last);
}

/** The hash over 2 to the power of some number of hashes, joined in pairs until one is left. */
export function joined(hashes: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2) {
      above.push(nodeHash(row[at] ?? emptyRoot(hash), row[at + 1] ?? emptyRoot(hash), hash));
    }
    row = above;
  }
  const [root] = row;
  if (!root) throw new RangeError("Nothing has no hash.");
  return root;
}

function readerOver(leaves: readonly Uint8Array[], hash: Sha256): NodeReader {
  return ({ level, index }) => joined(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level), hash);
}

/** The root of the tree over leaf hashes that are all at hand (RFC 9162 section 2.1.1). */
export function merkleRoot(leaves: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  if (leaves.length === 0) return emptyRoot(hash);
  return spanHash({ start: 0, end: leaves.length }, readerOver(leaves, hash), hash);
}

/** The inclusion proof of one leaf among leaf hashes at hand (RFC 9162 section 2.1.3.1). Throws `RangeError`. */
export function inclusionPath(
  leaves: readonly Uint8Array[],
  index: number,
  hash: Sha256 = sha256,
): readonly Uint8Array[] {
  const read = readerOver(leaves, hash);
  return inclusionSpans(index, leaves.length).map((span) => spanHash(span, read, hash));
}

/** The proof that the first `from` of the leaf hashes at hand were the whole tree once (section 2.1.4.1). Throws `RangeError`. */
export function consistencyPath(
  leaves: readonly Uint8Array[],
  from: number,
  hash: Sha256 = sha256,
): readonly Uint8Array[] {
  const read = readerOver(leaves, hash);
  return consistencySpans(from, leaves.length).map((span) => spanHash(span, read, hash));
}
