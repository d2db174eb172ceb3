import { expect, test } from "vitest";
import { pageLabel } from "../../packages/paper/src/page-label.js";

test.each([
  ["en", "Page 1 of 3"],
  ["en-GB", "Page 1 of 3"],
  ["CY", "Tudalen 1 o 3"],
  ["pl", "Strona 1 z 3"],
  ["el", "Σελίδα 1 από 3"],
  ["uk", "Сторінка 1 з 3"],
  ["so", "1 / 3"],
  ["constructor", "1 / 3"],
])("%s: %s", (language, expected) => expect(pageLabel(language, 1, 3)).toBe(expected));
