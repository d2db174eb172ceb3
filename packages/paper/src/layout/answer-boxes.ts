import { PaperError } from "../errors.js";
import type { BoxesAnswer, DateAnswer } from "../field-blocks.js";
import { printable } from "../font/printable.js";
import { column } from "./column.js";
import { type AnswerContext, printField } from "./print-field.js";
import type { Content, Mark, Rectangle, Strip, TextMark } from "./strip.js";
import { baseline, setText, type Typesetter } from "./typesetter.js";

/**
 * One box a character, in groups; groups that do not fit go on in the next row.
 *
 * @throws PaperError `paper/value-too-long` with the number of boxes.
 */
export function boxesStrips(
  typesetter: Typesetter,
  answer: BoxesAnswer,
  context: AnswerContext,
): readonly Strip[] {
  const characters = characterList(typesetter, answer.value ?? "");
  const boxes = answer.groups.reduce((sum, size) => sum + size, 0);
  if (characters.length > boxes) throw new PaperError("paper/value-too-long", { details: { boxes } });
  const node = printField(context.parent, "text", context.description);
  const rows = boxRows(typesetter, answer.groups);
  let used = 0;
  return rows.map((row, index) => {
    const filled = characters.slice(used, used + row.length);
    used += row.length;
    const contents: readonly Content[] = [{ node, marks: boxMarks(typesetter, row, filled) }];
    const height = typesetter.style.box.height;
    return { height, above: typesetter.style.gap / 2, keep: index < rows.length - 1, contents };
  });
}

/** Day, month and year: a word over each group of boxes. A group that does not fit goes on in the next row. */
export function dateStrips(
  typesetter: Typesetter,
  answer: DateAnswer,
  context: AnswerContext,
): readonly Strip[] {
  const [year = "", month = "", day = ""] = answer.value?.split("-") ?? [];
  const parts = [
    { label: answer.labels.day, size: 2, value: day },
    { label: answer.labels.month, size: 2, value: month },
    { label: answer.labels.year, size: 4, value: year },
  ];
  const { body, leading, gap, box } = typesetter.style;
  const labelHeight = body * leading;
  const rows: Content[][] = [[]];
  let x: number = column.x;
  for (const part of parts) {
    const width = Math.max(part.size * box.width, typesetter.measure(part.label, "regular", body));
    if (x > column.x && x + width > column.x + column.width) {
      rows.push([]);
      x = column.x;
    }
    rows.at(-1)?.push(...datePart(typesetter, part, x, context));
    x += width + box.width * 0.75;
  }
  return rows.map((contents, index) => ({
    height: labelHeight + box.height,
    above: gap / 2,
    keep: index < rows.length - 1,
    contents,
  }));
}

/** A group of boxes of a date, with the word over it. */
interface DatePart {
  readonly label: string;
  readonly size: number;
  readonly value: string;
}

function datePart(
  typesetter: Typesetter,
  part: DatePart,
  x: number,
  context: AnswerContext,
): readonly Content[] {
  const { body, leading } = typesetter.style;
  const words = setText(typesetter, part.label, { x, width: Number.POSITIVE_INFINITY }).lines;
  const boxes = rowOfBoxes(typesetter, part.size, x, body * leading);
  const node = printField(context.parent, "text", `${context.description} ${part.label}`);
  return [
    { node: { tag: "P", parent: context.parent }, marks: words },
    { node, marks: boxMarks(typesetter, boxes, characterList(typesetter, part.value)) },
  ];
}

function characterList(typesetter: Typesetter, value: string): readonly string[] {
  const segments = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(
    printable(value, typesetter.covers),
  );
  return [...segments].map(({ segment }) => segment);
}

/** A group is split only where it alone is wider than the page. */
function boxRows(typesetter: Typesetter, groups: readonly number[]): readonly (readonly Rectangle[])[] {
  const { width } = typesetter.style.box;
  const gap = width / 2;
  const most = Math.floor(column.width / width);
  const rows: Rectangle[][] = [[]];
  let x: number = column.x;
  for (const group of groups) {
    if (x > column.x && x + Math.min(group, most) * width > column.x + column.width) {
      rows.push([]);
      x = column.x;
    }
    for (let left = group; left > 0; left -= most) {
      const size = Math.min(left, most);
      if (left < group) rows.push([]);
      if (left < group) x = column.x;
      rows.at(-1)?.push(...rowOfBoxes(typesetter, size, x, 0));
      x += size * width + gap;
    }
  }
  return rows;
}

function rowOfBoxes(typesetter: Typesetter, size: number, x: number, y: number): readonly Rectangle[] {
  const { width, height } = typesetter.style.box;
  return Array.from({ length: size }, (_, index) => ({ x: x + index * width, y, width, height }));
}

function boxMarks(
  typesetter: Typesetter,
  boxes: readonly Rectangle[],
  filled: readonly string[],
): readonly Mark[] {
  const size = typesetter.style.body;
  const characters = filled.flatMap((text, index): readonly TextMark[] => {
    const box = boxes[index];
    if (box === undefined) return [];
    const x = box.x + (box.width - typesetter.measure(text, "regular", size)) / 2;
    return [{ kind: "text", text, x, y: box.y + baseline(box.height, size), face: "regular", size }];
  });
  return [{ kind: "frame", stroke: 0.75, rectangles: boxes }, ...characters];
}
