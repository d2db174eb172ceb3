import type { Strip } from "./strip.js";

/** Where strips may stand, in points from the top of the page. */
export interface Frame {
  /** Top of the first page, below a letter's head. */
  readonly first: number;
  readonly top: number;
  readonly bottom: number;
}

/** A strip and the distance of its top from the top of the page. */
export interface Placed {
  readonly strip: Strip;
  readonly y: number;
}

/** Strips that stay together where a page has room for them all. */
type Chunk = [Strip, ...Strip[]];

/** Lays strips onto pages. What is kept together moves to the next page as one, unless it is taller than a page. */
export function paginate(strips: readonly Strip[], frame: Frame): readonly (readonly Placed[])[] {
  const pages: Placed[][] = [[]];
  let y = frame.first;
  let start = frame.first;
  let fresh = frame.first === frame.top;
  const above = (strip: Strip): number => (y === start ? 0 : (strip.above ?? 0));
  const place = (strip: Strip): void => {
    y += above(strip);
    pages.at(-1)?.push({ strip, y });
    y += strip.height;
    fresh = false;
  };
  const turn = (strip: Strip): void => {
    pages.push([]);
    y = frame.top;
    start = y;
    for (const repeated of strip.repeat ?? []) place(repeated);
    fresh = true;
  };
  for (const chunk of chunks(strips)) {
    const [head, ...rest] = chunk;
    const height = head.height + heightOf(rest);
    const fitsPage = height + heightOf(head.repeat ?? []) <= frame.bottom - frame.top;
    const fitsHere = y + above(head) + height <= frame.bottom;
    if (!fresh && (head.newPage || (fitsPage && !fitsHere))) turn(head);
    for (const strip of chunk) {
      if (!fresh && y + above(strip) + strip.height > frame.bottom) turn(strip);
      place(strip);
    }
  }
  return pages;
}

function chunks(strips: readonly Strip[]): readonly Chunk[] {
  const result: Chunk[] = [];
  let open = false;
  for (const strip of strips) {
    if (open && !strip.newPage) result.at(-1)?.push(strip);
    else result.push([strip]);
    open = strip.keep ?? false;
  }
  return result;
}

function heightOf(strips: readonly Strip[]): number {
  return strips.reduce((sum, strip) => sum + (strip.above ?? 0) + strip.height, 0);
}
