import type { Face } from "../font/fonts.js";

/** A value of a structure attribute: a name, a text, a number or numbers. */
export type AttributeValue = string | { readonly text: string } | number | readonly number[];

/** An element of the structure tree (ISO 32000-1 section 14.7), drawn or not yet. Compared by identity. */
export interface TagNode {
  readonly tag: string;
  /** Absent: a child of the document. */
  readonly parent?: TagNode;
  readonly alt?: string;
  readonly language?: string;
  /** Attributes (section 14.8.5), with their owner under `O`. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** A rectangle in points, measured from the top left of the strip it is in (`x` from the left of the page). */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of text; `y` is its baseline. */
export interface TextMark {
  readonly kind: "text";
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly face: Face;
  readonly size: number;
}

/** Filled rectangles: the bars of a barcode, a rule. */
interface FillMark {
  readonly kind: "fill";
  readonly rectangles: readonly Rectangle[];
}

/** Outlined rectangles: frames, boxes. */
interface FrameMark {
  readonly kind: "frame";
  readonly rectangles: readonly Rectangle[];
  /** Width of the outline in points. */
  readonly stroke: number;
}

/** A cross from corner to corner of a rectangle: a ticked box. */
interface CrossMark {
  readonly kind: "cross";
  readonly rectangle: Rectangle;
}

/** Something drawn. */
export type Mark = TextMark | FillMark | FrameMark | CrossMark;

/** Marks of one element. Without a node they are an artifact: seen, but not part of what is read out. */
export interface Content {
  readonly node?: TagNode;
  readonly marks: readonly Mark[];
  /** The area of a figure, for its `BBox` attribute. */
  readonly area?: Rectangle;
}

/** A band of the page that is never cut in two. */
export interface Strip {
  readonly height: number;
  /** Room above it, dropped at the top of a page. */
  readonly above?: number;
  /** Whether it stays on one page with the next strip. */
  readonly keep?: boolean;
  /** Begins a page. */
  readonly newPage?: boolean;
  readonly contents: readonly Content[];
  /** Printed again, as artifacts, where a page begins with this strip: the headings of a table. */
  readonly repeat?: readonly Strip[];
}
