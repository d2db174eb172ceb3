import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Coverage, fontCoverage } from "./coverage.js";

/** The two faces of DejaVu Sans in use: Latin with Welsh and Polish letters, Greek, Cyrillic and more. */
export type Face = "regular" | "bold";

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
  const require = createRequire(import.meta.url);
  const regular = readFileSync(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
  const bold = readFileSync(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"));
  const coverages = [regular, bold].map(fontCoverage);
  return { regular, bold, covers: (codePoint) => coverages.every((covers) => covers(codePoint)) };
}
