import type { Coverage } from "../font/coverage.js";
import { type Face, fontMetrics } from "../font/fonts.js";
import { printable } from "../font/printable.js";
import { breakText } from "./break-text.js";
import type { Strip, TagNode, TextMark } from "./strip.js";
import type { Style } from "./style.js";

/** What blocks are set with. */
export interface Typesetter {
  /** Sizes of the print format. */
  readonly style: Style;
  /** Which characters the fonts have. */
  readonly covers: Coverage;
  /** Width of a text in points. */
  readonly measure: (text: string, face: Face, size: number) => number;
}

/** How a text is set. Lengths in points. */
export interface TextStyle {
  readonly face?: Face;
  /** Default: that of body text. */
  readonly size?: number;
  readonly x: number;
  readonly width: number;
  /** Height of a line. Default: the size times the leading of the format. */
  readonly line?: number;
}

/** A text broken into lines: marks whose `y` is the baseline within a line of the given height. */
export interface SetText {
  readonly lines: readonly TextMark[];
  /** Height of each line. */
  readonly line: number;
}

/** The baseline of a line of text, centred in the line's height. */
export function baseline(line: number, size: number): number {
  return (line - (fontMetrics.ascent + fontMetrics.descent) * size) / 2 + fontMetrics.ascent * size;
}

/**
 * Breaks a text into lines.
 *
 * @throws PaperError `paper/unsupported-character`.
 */
export function setText(typesetter: Typesetter, text: string, style: TextStyle): SetText {
  const face = style.face ?? "regular";
  const size = style.size ?? typesetter.style.body;
  const line = style.line ?? size * typesetter.style.leading;
  const y = baseline(line, size);
  const measure = (part: string): number => typesetter.measure(part, face, size);
  const lines = breakText(printable(text, typesetter.covers), style.width, measure);
  return { line, lines: lines.map((part) => ({ kind: "text", text: part, x: style.x, y, face, size })) };
}

/** How a text stands among other strips. */
export interface TextFlow extends TextStyle {
  readonly node: TagNode;
  readonly above?: number;
  /** Stays with what follows. Default false. */
  readonly keepWithNext?: boolean;
}

/** A text as strips of one line each, without a first or last line alone on a page. */
export function textStrips(typesetter: Typesetter, text: string, flow: TextFlow): readonly Strip[] {
  const { line, lines } = setText(typesetter, text, flow);
  return lines.map((mark, index) => ({
    height: line,
    above: index === 0 ? (flow.above ?? 0) : 0,
    keep:
      index === lines.length - 1 ? (flow.keepWithNext ?? false) : index === 0 || index === lines.length - 2,
    contents: [{ node: flow.node, marks: [mark] }],
  }));
}

/** The same marks further down. */
export function lowered(marks: readonly TextMark[], line: number, top: number): readonly TextMark[] {
  return marks.map((mark, index) => ({ ...mark, y: mark.y + top + index * line }));
}
