/** Leaves from `start` (included) to `end` (not included): a node of the tree of some size. */
export interface Span {
  /** First leaf, from 0. */
  readonly start: number;
  /** One past the last leaf. */
  readonly end: number;
}

/** A node with 2 to the power of `level` leaves below it, all of them there: it never changes again. */
export interface NodePlace {
  /** How far above the leaves; a leaf has 0. */
  readonly level: number;
  /** Its place among the nodes of its level, from 0. */
  readonly index: number;
}

/** Largest power of two below a size of at least two (RFC 9162 section 2.1.1). Sizes go beyond 32 bits. */
function splitOf(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

function checkSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError("A size is a whole number from 1.");
}

/**
 * What an inclusion proof is made of: the spans whose hashes are its path, lowest first (RFC 9162 section 2.1.3.1).
 * Throws `RangeError` for a leaf that is not in a tree of this size.
 */
export function inclusionSpans(index: number, size: number): readonly Span[] {
  checkSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError("A leaf of the tree has an index from 0, below the size.");
  }
  const path: Span[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * What a consistency proof is made of: the spans whose hashes it lists (RFC 9162 section 2.1.4.1). Empty for equal
 * sizes. Throws `RangeError` for sizes that are out of order.
 */
export function consistencySpans(from: number, to: number): readonly Span[] {
  checkSize(from);
  checkSize(to);
  if (from > to) throw new RangeError("A consistency proof goes from a smaller size to a larger one.");
  const path: Span[] = [];
  let [start, end] = [0, to];
  while (from < end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  if (start > 0) path.push({ start, end });
  return path.reverse();
}

/** The complete nodes that a span is made of, largest first. Its start is a multiple of the first of them. */
export function nodesOf({ start, end }: Span): readonly NodePlace[] {
  const nodes: NodePlace[] = [];
  for (let at = start; at < end; ) {
    let [level, width] = [0, 1];
    while (width * 2 <= end - at) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}
