/** Width of a text in points. */
export type Measure = (text: string) => number;

/** A line may break after a space that is not a no-break space, and after a hyphen or dash inside a word. */
const opportunities = /(?<=[^\S\u00A0\u202F\u2007])(?=\S)|(?<=[\p{L}\p{N}][-\u2010\u2013\u2014])(?=\p{L})/u;

/**
 * Breaks a text into lines no wider than a width. A word wider than a line is broken between letters. A line
 * that ends between words keeps a space, so that whoever copies or listens gets whole words; it is not counted in the width.
 */
export function breakText(text: string, width: number, measure: Measure): readonly string[] {
  const paragraphs = text.split("\n").map((line) => breakLine(line, width, measure));
  return paragraphs.flatMap((lines, index) => {
    const last = lines.at(-1) ?? "";
    return index === paragraphs.length - 1 || last === "" ? lines : [...lines.slice(0, -1), `${last} `];
  });
}

function breakLine(text: string, width: number, measure: Measure): readonly string[] {
  const fits = (line: string): boolean => measure(line.trimEnd()) <= width;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(opportunities)) {
    if (fits(line + word)) {
      line += word;
      continue;
    }
    if (line !== "") lines.push(line);
    const parts = fits(word) ? [word] : breakWord(word, fits);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? "";
  }
  return [...lines, line.trimEnd()];
}

function breakWord(word: string, fits: (line: string) => boolean): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(word)) {
    if (part !== "" && !fits(part + segment)) {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
}
