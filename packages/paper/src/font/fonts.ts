import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Coverage, fontCoverage } from "./coverage.js";

/** The two faces in use. */
export type Face = "regular" | "bold";

/** DejaVu Sans, of which the used glyphs are embedded: Latin with Welsh and Polish letters, Greek, Cyrillic and more. */
const files = {
  regular: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  bold: "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
} as const satisfies Record<Face, string>;

/** Ascent and descent of DejaVu Sans relative to its size (`hhea` table, both faces). */
export const fontMetrics = { ascent: 0.928, descent: 0.236 } as const;

/** The faces as files, and what both of them cover. */
export interface Fonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  /** Whether both faces have a glyph. */
  readonly covers: Coverage;
}

/** Reads the fonts from the installed package. */
export function readFonts(): Fonts {
  const { resolve } = createRequire(import.meta.url);
  const regular = readFileSync(resolve(files.regular));
  const bold = readFileSync(resolve(files.bold));
  const coverages = [regular, bold].map(fontCoverage);
  return { regular, bold, covers: (codePoint) => coverages.every((covers) => covers(codePoint)) };
}
