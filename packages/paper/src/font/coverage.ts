/** Tells whether a font has a glyph for a code point. */
export type Coverage = (codePoint: number) => boolean;

/** A run of code points and the glyph of its first. */
interface Segment {
  readonly first: number;
  readonly last: number;
  readonly glyph: number;
}

/**
 * Reads which characters a TrueType font covers from its `cmap` table of format 12 (OpenType 1.9, "cmap").
 *
 * @param bytes - The whole font file.
 * @throws RangeError where the file has no such table.
 */
export function fontCoverage(bytes: Uint8Array): Coverage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = readSegments(view, findSubtable(view, findTable(view, "cmap")));
  return (codePoint) => {
    const segment = findSegment(segments, codePoint);
    return segment !== undefined && segment.glyph + codePoint - segment.first !== 0;
  };
}

function findTable(view: DataView, tag: string): number {
  const wanted = new DataView(new TextEncoder().encode(tag).buffer).getUint32(0);
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    if (view.getUint32(at) === wanted) return view.getUint32(at + 8);
  }
  throw new RangeError(`The font has no ${tag} table.`);
}

function findSubtable(view: DataView, cmap: number): number {
  for (let at = cmap + 4; at < cmap + 4 + 8 * view.getUint16(cmap + 2); at += 8) {
    const subtable = cmap + view.getUint32(at + 4);
    if (view.getUint16(subtable) === 12) return subtable;
  }
  throw new RangeError("The font has no cmap subtable of format 12.");
}

function readSegments(view: DataView, subtable: number): readonly Segment[] {
  return Array.from({ length: view.getUint32(subtable + 12) }, (_, index) => {
    const at = subtable + 16 + 12 * index;
    return { first: view.getUint32(at), last: view.getUint32(at + 4), glyph: view.getUint32(at + 8) };
  });
}

/** The segments are in ascending order, as the format demands. */
function findSegment(segments: readonly Segment[], codePoint: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (segment === undefined) return undefined;
    if (codePoint < segment.first) high = middle - 1;
    else if (codePoint > segment.last) low = middle + 1;
    else return segment;
  }
  return undefined;
}
