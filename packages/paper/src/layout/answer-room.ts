import { PaperError } from "../errors.js";
import type { LinesAnswer, SignatureAnswer, TickOption, TicksAnswer } from "../field-blocks.js";
import { column } from "./column.js";
import { type AnswerContext, printField } from "./print-field.js";
import type { Content, Mark, Rectangle, Strip, TagNode } from "./strip.js";
import { mm } from "./style.js";
import { lowered, setText, type Typesetter } from "./typesetter.js";

/**
 * Ruled lines. A known value stands on them.
 *
 * @throws PaperError `paper/value-too-long` with the number of lines.
 */
export function linesStrips(
  typesetter: Typesetter,
  answer: LinesAnswer,
  context: AnswerContext,
): readonly Strip[] {
  const line = typesetter.style.ruled;
  const value = answer.value === undefined ? [] : setText(typesetter, answer.value, column).lines;
  if (value.length > answer.lines)
    throw new PaperError("paper/value-too-long", { details: { lines: answer.lines } });
  const node = printField(context.parent, "text", context.description);
  return Array.from({ length: answer.lines }, (_, index): Strip => {
    const text = value[index];
    const rule: Mark = { kind: "fill", rectangles: [{ ...column, y: line - 0.75, height: 0.75 }] };
    const marks = text === undefined ? [rule] : [rule, { ...text, y: line - text.size * 0.4 }];
    return { height: line, keep: index < Math.min(answer.lines, 4) - 1, contents: [{ node, marks }] };
  });
}

/** A frame of 110 by 22 mm. */
export function signatureStrips(
  typesetter: Typesetter,
  _: SignatureAnswer,
  context: AnswerContext,
): readonly Strip[] {
  const rectangle = { x: column.x, y: 0, width: 110 * mm, height: 22 * mm };
  const node = printField(context.parent, "text", context.description);
  const marks: readonly Mark[] = [{ kind: "frame", stroke: 1, rectangles: [rectangle] }];
  return [{ height: rectangle.height, above: typesetter.style.gap / 2, contents: [{ node, marks }] }];
}

/** Boxes to tick, one under the other, each with its words to the right and its note under them. */
export function ticksStrips(
  typesetter: Typesetter,
  answer: TicksAnswer,
  context: AnswerContext,
): readonly Strip[] {
  const list: TagNode = {
    tag: "L",
    parent: context.parent,
    attributes: { O: "List", ListNumbering: "None" },
  };
  return answer.options.map((option, index) => ({
    ...optionStrip(typesetter, option, list),
    above: typesetter.style.gap * 0.6,
    keep: index < answer.options.length - 1 && index < 2,
  }));
}

function optionStrip(typesetter: Typesetter, option: TickOption, list: TagNode): Strip {
  const { tick, body: size, leading } = typesetter.style;
  const indent = tick + size * 0.8;
  const text = { x: column.x + indent, width: column.width - indent };
  const line = size * leading;
  // Box and first line are centred on each other, whichever is taller.
  const top = Math.max(0, tick - line) / 2;
  const label = setText(typesetter, option.label, text).lines;
  const note =
    option.note === undefined ? [] : setText(typesetter, option.note, { ...text, face: "bold" }).lines;
  const item: TagNode = { tag: "LI", parent: list };
  const words: TagNode = { tag: "LBody", parent: item };
  const noteMarks = lowered(note, line, top + label.length * line);
  return {
    height: Math.max(tick, top + line * (label.length + note.length)),
    contents: [
      tickBox(option, item, { x: column.x, y: Math.max(0, line - tick) / 2, width: tick, height: tick }),
      { node: { tag: "P", parent: words }, marks: lowered(label, line, top) },
      ...(note.length > 0 ? [{ node: { tag: "P", parent: words }, marks: noteMarks }] : []),
    ],
  };
}

function tickBox(option: TickOption, item: TagNode, box: Rectangle): Content {
  const role = option.ticked ? "ticked" : "unticked";
  const frame: Mark = { kind: "frame", stroke: 1, rectangles: [box] };
  const marks: readonly Mark[] = option.ticked ? [frame, { kind: "cross", rectangle: box }] : [frame];
  return { node: printField({ tag: "Lbl", parent: item }, role, option.label), marks };
}
