import type { TableBlock } from "../blocks.js";
import { column, languageOf } from "./column.js";
import type { Content, Strip, TagNode, TextMark } from "./strip.js";
import { type SetText, setText, type Typesetter, textStrips } from "./typesetter.js";

/** Where a column of a table stands, in points. */
interface Span {
  readonly x: number;
  readonly width: number;
  readonly end: boolean;
}

/** A row to be set: its cells, and how each is tagged and set. */
interface Row {
  readonly cells: readonly string[];
  readonly node: TagNode;
  readonly headers: "column" | "row" | "none";
}

const scopes = { column: "Column", row: "Row" } as const;

/** A table: a caption, a row of headings that comes again on each page, and rows that stay whole where they can. */
export function tableStrips(typesetter: Typesetter, block: TableBlock): readonly Strip[] {
  const table: TagNode = { tag: "Table", ...languageOf(block) };
  const spans = spansOf(block, typesetter.style.body);
  const row = (cells: readonly string[], headers: Row["headers"]): readonly Strip[] =>
    rowStrips(typesetter, spans, { cells, headers, node: { tag: "TR", parent: table } });
  const captionNode: TagNode = { tag: "Caption", parent: table };
  const caption = block.caption
    ? textStrips(typesetter, block.caption, { ...column, face: "bold", node: captionNode })
    : [];
  const header = row(
    block.columns.map((each) => each.header),
    "column",
  );
  const repeat = header.map((strip) => ({
    ...strip,
    contents: strip.contents.map(({ marks }) => ({ marks })),
  }));
  const rows = block.rows.flatMap((cells) => row(cells, block.rowHeaders ? "row" : "none"));
  const kept = [...caption, ...header].map((strip, index) => ({
    ...strip,
    keep: true,
    above: index === 0 ? typesetter.style.gap * 1.5 : 0,
  }));
  return [...kept, ...rows.map((strip) => ({ ...strip, repeat }))];
}

function spansOf(block: TableBlock, gutter: number): readonly Span[] {
  const weights = block.columns.map(({ weight }) => weight ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const room = column.width - gutter * (weights.length - 1);
  let x: number = column.x;
  return block.columns.map(({ align }, index) => {
    const width = (room * (weights[index] ?? 1)) / total;
    const span = { x, width, end: align === "end" };
    x += width + gutter;
    return span;
  });
}

/** A row is cut into one strip a line of text, so that even a row taller than a page can be printed. */
function rowStrips(typesetter: Typesetter, spans: readonly Span[], row: Row): readonly Strip[] {
  const padding = typesetter.style.body * 0.35;
  const cells = row.cells.map((text, index) => setCell(typesetter, text, spans[index], isHeader(row, index)));
  const nodes = row.cells.map((_, index) => cellNode(row, index));
  const count = Math.max(...cells.map(({ lines }) => lines.length));
  const line = cells[0]?.line ?? 0;
  return Array.from({ length: count }, (_, at) => {
    const first = at === 0;
    const last = at === count - 1;
    const top = first ? padding : 0;
    const height = top + line + (last ? padding : 0);
    const contents = cells.map((cell, index): Content => ({ ...nodes[index], marks: lineAt(cell, at, top) }));
    const rule: Content = { marks: last ? [ruleAt(height, row.headers === "column" ? 1.2 : 0.5)] : [] };
    return { height, keep: !last, contents: [...(first ? contents : contents.filter(drawn)), rule] };
  });
}

function isHeader(row: Row, index: number): boolean {
  return row.headers === "column" || (row.headers === "row" && index === 0);
}

function cellNode(row: Row, index: number): { readonly node: TagNode } {
  if (!isHeader(row, index) || row.headers === "none") return { node: { tag: "TD", parent: row.node } };
  return { node: { tag: "TH", parent: row.node, attributes: { O: "Table", Scope: scopes[row.headers] } } };
}

function setCell(typesetter: Typesetter, text: string, span: Span | undefined, header: boolean): SetText {
  const { x, width, end } = span ?? { x: 0, width: 0, end: false };
  const face = header ? "bold" : "regular";
  const set = setText(typesetter, text, { x, width, face });
  if (!end) return set;
  const shifted = (mark: TextMark): TextMark => ({
    ...mark,
    x: x + width - typesetter.measure(mark.text.trimEnd(), face, mark.size),
  });
  return { ...set, lines: set.lines.map(shifted) };
}

function lineAt(cell: SetText, at: number, top: number): readonly TextMark[] {
  const mark = cell.lines[at];
  return mark === undefined || mark.text === "" ? [] : [{ ...mark, y: mark.y + top }];
}

function drawn(content: Content): boolean {
  return content.marks.length > 0;
}

function ruleAt(y: number, height: number): Content["marks"][number] {
  return { kind: "fill", rectangles: [{ x: column.x, y: y - height, width: column.width, height }] };
}
