import { PaperError } from "../errors.js";
import type { LetterHead } from "../model.js";
import type { Content, Mark, TagNode } from "./strip.js";
import { mm, page } from "./style.js";
import { lowered, type SetText, setText, type Typesetter } from "./typesetter.js";

/** What stands at fixed places on the first page, and where the text may begin under it, in points. */
export interface SetHead {
  readonly contents: readonly Content[];
  readonly bottom: number;
}

/** The sender's column is to the right of anything a window shows. */
const sender = { x: 118 * mm, y: 18 * mm, width: page.right - 118 * mm } as const;

/** Short lines at the left edge where the sheet is folded for a DL envelope. */
const foldMarks: Mark = {
  kind: "fill",
  rectangles: [105, 210].map((y) => ({ x: 5 * mm, y: y * mm, width: 4 * mm, height: 0.5 })),
};

/**
 * Sets what stands above the text of a letter: sender, recipient, date and reference, in this reading order.
 *
 * @throws PaperError `paper/address-too-long` with the number of lines that fit.
 */
export function setLetterHead(typesetter: Typesetter, head: LetterHead): SetHead {
  const { window, body, gap, leading } = typesetter.style;
  const size = Math.max(10, window.size);
  const from = setText(typesetter, head.sender.join("\n"), { ...sender, size, line: size * 1.3 });
  const to = setRecipient(typesetter, head.recipient);
  const under = [head.date, ...(head.reference ? [`${head.reference.label}: ${head.reference.value}`] : [])];
  let y = sender.y + from.line * from.lines.length + gap;
  const details = under.map((text): Content => {
    const set = setText(typesetter, text, { ...sender, size: body, line: body * leading });
    const marks = lowered(set.lines, set.line, y);
    y += set.line * set.lines.length;
    return { node: { tag: "P" }, marks };
  });
  const area = window.y + window.height;
  return {
    contents: [{ marks: [foldMarks] }, paragraph(from, sender.y), paragraph(to, window.y), ...details],
    bottom: Math.max(area, y) + gap * 1.5,
  };
}

function paragraph(text: SetText, y: number): Content {
  const node: TagNode = { tag: "P" };
  return { node, marks: lowered(text.lines, text.line, y) };
}

/** Long lines are broken, not shrunk: an address too small to read is not delivered. */
function setRecipient(typesetter: Typesetter, lines: readonly string[]): SetText {
  const { window } = typesetter.style;
  const set = setText(typesetter, lines.join("\n"), { ...window, face: "regular" });
  const most = Math.floor(window.height / window.line + 1e-6);
  if (set.lines.length > most)
    throw new PaperError("paper/address-too-long", { details: { maxLines: most } });
  return set;
}
