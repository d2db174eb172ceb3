import type { PaperFormat } from "../model.js";

/** Points in a millimetre. */
export const mm: number = 72 / 25.4;

/** A4 (ISO 216) in points, and its margins. */
export const page = {
  width: 210 * mm,
  height: 297 * mm,
  left: 20 * mm,
  right: 190 * mm,
  top: 20 * mm,
  /** Where the text ends, above the page number. */
  bottom: 275 * mm,
  /** Top of the line with the page number. */
  foot: 280 * mm,
} as const;

/** Sizes of one print format, in points. */
export interface Style {
  readonly body: number;
  readonly headings: Readonly<Record<1 | 2 | 3, number>>;
  readonly code: number;
  /** Line height relative to the size. */
  readonly leading: number;
  /** Between paragraphs. */
  readonly gap: number;
  /** A box for one character, a ruled line, and a box to tick. */
  readonly box: { readonly width: number; readonly height: number };
  readonly ruled: number;
  readonly tick: number;
  /** The lines behind the envelope window: where, how large, and the height of a line. */
  readonly window: WindowStyle;
}

/** The address area of a letter, in points. */
interface WindowStyle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly line: number;
}

/**
 * The address area is what a DL window (35 x 90 mm, 20 mm from the left, 18 mm from the bottom of a 110 x 220 mm envelope) shows
 * wherever the sheet lies in the envelope, when it is folded at the marks (105 and 210 mm): 20 to 100 mm across and 57 to 87 mm
 * down. Large print does not fit 30 mm: its area reaches to 117 mm, so beyond four lines it needs a C4 envelope with a taller
 * window, or a label.
 */
export const styles: Readonly<Record<PaperFormat, Style>> = {
  standard: {
    body: 12,
    headings: { 1: 20, 2: 16, 3: 13 },
    code: 26,
    leading: 1.4,
    gap: 9,
    box: { width: 8 * mm, height: 9 * mm },
    ruled: 10 * mm,
    tick: 5.5 * mm,
    window: { x: 22 * mm, y: 57 * mm, width: 78 * mm, height: 30 * mm, size: 10, line: 12 },
  },
  "large-print": {
    body: 16,
    headings: { 1: 26, 2: 21, 3: 18 },
    code: 32,
    leading: 1.5,
    gap: 14,
    box: { width: 10 * mm, height: 12 * mm },
    ruled: 13 * mm,
    tick: 7.5 * mm,
    window: { x: 22 * mm, y: 57 * mm, width: 88 * mm, height: 60 * mm, size: 16, line: 21 },
  },
};
