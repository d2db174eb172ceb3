import type { CodeBlock } from "../code-blocks.js";
import { column, languageOf } from "./column.js";
import type { Content, Strip, TagNode } from "./strip.js";
import { lowered, setText, type Typesetter } from "./typesetter.js";

/** Groups of digits: `["1234", "5678"]`. The last may be shorter. */
export function digitGroups(digits: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(digits.length / size) }, (_, index) =>
    digits.slice(index * size, (index + 1) * size),
  );
}

/** A frame with a label, the digits in large groups and a note. A line never ends inside a group. */
export function codePanel(typesetter: Typesetter, block: CodeBlock): readonly Strip[] {
  const { gap, code } = typesetter.style;
  const padding = gap * 1.2;
  const x = column.x + padding;
  const width = column.width - 2 * padding;
  const groups = digitGroups(block.digits, block.groupSize ?? 4);
  const texts = [
    setText(typesetter, block.label, { x, width }),
    setText(typesetter, groups.join("  "), { x, width, face: "bold", size: code, line: code * 1.5 }),
    ...(block.note === undefined ? [] : [setText(typesetter, block.note, { x, width })]),
  ];
  const panel: TagNode = { tag: "Div", ...languageOf(block) };
  let y = padding;
  const contents = texts.map((text): Content => {
    const marks = lowered(text.lines, text.line, y);
    y += text.line * text.lines.length;
    return { node: { tag: "P", parent: panel }, marks };
  });
  const height = y + padding;
  const frame: Content = {
    marks: [{ kind: "frame", stroke: 1.5, rectangles: [{ x: column.x, y: 0, width: column.width, height }] }],
  };
  return [{ height, above: gap * 1.5, contents: [frame, ...contents] }];
}
