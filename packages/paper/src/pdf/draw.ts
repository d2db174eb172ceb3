import type { Content, Mark, Rectangle, TagNode } from "../layout/strip.js";
import type { Pdf } from "./document.js";
import type { Structure } from "./structure.js";

const ink = "#000000";

type Drawer<Kind extends Mark["kind"]> = (
  pdf: Pdf,
  mark: Extract<Mark, { readonly kind: Kind }>,
  top: number,
) => void;

const drawers: { readonly [Kind in Mark["kind"]]: Drawer<Kind> } = {
  text: (pdf, { text, x, y, face, size }, top) => {
    pdf.fillColor(ink).font(face).fontSize(size);
    pdf.text(text, x, top + y, { lineBreak: false, baseline: "alphabetic" });
  },
  fill: (pdf, { rectangles }, top) => {
    outline(pdf, rectangles, top);
    pdf.fill(ink);
  },
  frame: (pdf, { rectangles, stroke }, top) => {
    pdf.lineWidth(stroke);
    outline(pdf, rectangles, top);
    pdf.stroke(ink);
  },
  cross: (pdf, { rectangle: { x, y, width, height } }, top) => {
    const inset = width * 0.2;
    pdf.lineWidth(1.75);
    pdf.moveTo(x + inset, top + y + inset).lineTo(x + width - inset, top + y + height - inset);
    pdf.moveTo(x + width - inset, top + y + inset).lineTo(x + inset, top + y + height - inset);
    pdf.stroke(ink);
  },
};

/** Content and the distance of its origin from the top of the page. */
export interface PlacedContent extends Content {
  readonly top: number;
}

/** Draws contents on the page in order. Neighbours of one element become one marked sequence. */
export function drawContents(pdf: Pdf, structure: Structure, contents: readonly PlacedContent[]): void {
  for (const group of grouped(contents)) {
    const draw = (): void => {
      for (const { marks, top } of group) for (const mark of marks) drawMark(pdf, mark, top);
    };
    const first = group[0];
    const empty = group.every(({ marks }) => marks.length === 0);
    if (first?.node) {
      const element = structure.elementOf(first.node, areaOf(first));
      if (!empty) element.add(draw);
    } else if (!empty) drawArtifact(pdf, "Layout", draw);
  }
}

/** Draws what is seen but not read out (ISO 32000-1 section 14.8.2.2). */
export function drawArtifact(pdf: Pdf, type: "Layout" | "Pagination", draw: () => void): void {
  pdf.markContent("Artifact", { type });
  draw();
  pdf.endMarkedContent();
}

/** Draws one mark. */
export function drawMark(pdf: Pdf, mark: Mark, top: number): void {
  (drawers[mark.kind] as Drawer<Mark["kind"]>)(pdf, mark, top);
}

function grouped(contents: readonly PlacedContent[]): readonly (readonly PlacedContent[])[] {
  const groups: PlacedContent[][] = [];
  let current: TagNode | undefined;
  for (const content of contents) {
    const last = groups.at(-1);
    if (last !== undefined && content.node === current) last.push(content);
    else groups.push([content]);
    current = content.node;
  }
  return groups;
}

function areaOf({ area, top }: PlacedContent): Rectangle | undefined {
  return area && { ...area, y: area.y + top };
}

function outline(pdf: Pdf, rectangles: readonly Rectangle[], top: number): void {
  for (const { x, y, width, height } of rectangles) pdf.rect(x, top + y, width, height);
}
