import type { AttributeValue, Rectangle, TagNode } from "../layout/strip.js";
import { page } from "../layout/style.js";
import type { Pdf } from "./document.js";

/** The dictionary of an element, which the types of the writer leave out. */
type Element = PDFKit.PDFStructureElement & {
  readonly dictionary: { readonly data: Record<string, unknown> };
};

/** The structure tree of a PDF, grown as nodes are first drawn: its order is the order of drawing. */
export interface Structure {
  /** The element of a node. */
  readonly elementOf: (node: TagNode, area?: Rectangle) => PDFKit.PDFStructureElement;
}

/** Starts the structure tree of a PDF: one `Document` element at its root. */
export function createStructure(pdf: Pdf): Structure {
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const elements = new Map<TagNode, PDFKit.PDFStructureElement>();
  const elementOf = (node: TagNode, area?: Rectangle): PDFKit.PDFStructureElement => {
    const known = elements.get(node);
    if (known) return known;
    const parent = node.parent ? elementOf(node.parent) : root;
    const element = pdf.struct(node.tag, {
      ...(node.alt === undefined ? {} : { alt: node.alt }),
      ...(node.language === undefined ? {} : { lang: node.language }),
    });
    const attributes = area ? { ...node.attributes, ...boundingBox(area) } : node.attributes;
    if (attributes) (element as Element).dictionary.data["A"] = toDictionary(attributes);
    elements.set(node, element);
    parent.add(element);
    return element;
  };
  return { elementOf };
}

/** The area of a figure on its page (ISO 32000-1 table 345), measured from the bottom left. */
function boundingBox({ x, y, width, height }: Rectangle): Readonly<Record<string, AttributeValue>> {
  const box = [x, page.height - y - height, x + width, page.height - y];
  return { O: "Layout", Placement: "Block", BBox: box };
}

/** Names stay texts, which the writer makes PDF names of; texts become `String` objects, its sign for PDF strings. */
function toDictionary(attributes: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === "object" && "text" in value ? Object(value.text) : value,
    ]),
  );
}
