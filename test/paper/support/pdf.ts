import { nameOf, type PdfDict, type PdfValue, textOf, values } from "./pdf-tokens.js";

/** An element of the structure tree with what is drawn for it, read back from the file. */
interface Tag {
  readonly tag: string;
  readonly alt: string | undefined;
  readonly language: string | undefined;
  readonly attributes: Map<string, PdfValue>;
  readonly text: string;
  readonly children: readonly Tag[];
  readonly rectangles: readonly (readonly number[])[];
  readonly pages: readonly number[];
}

/** A PDF written without compression, read back. */
export interface ReadPdf {
  readonly source: string;
  readonly catalog: Map<string, PdfValue>;
  readonly info: Map<string, PdfValue>;
  readonly trailer: Map<string, PdfValue>;
  readonly pageCount: number;
  readonly root: Tag;
  /** All elements in reading order. */
  readonly all: readonly Tag[];
  /** Text outside the structure tree, page by page. */
  readonly artifacts: readonly string[];
  /** Sizes of all text in points. */
  readonly sizes: readonly number[];
  /** Baselines, page by page: x, y from the top, text. */
  readonly lines: readonly (readonly { x: number; y: number; text: string }[])[];
}

interface Piece {
  text: string;
  rectangles: number[][];
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const source = Buffer.from(bytes).toString("latin1");
  const objects = new Map<number, string>();
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(Number(match[1]), match[2] ?? "");
  const resolve = (value: PdfValue | undefined): PdfValue => {
    if (typeof value !== "object" || value === null || !("ref" in value)) return value ?? null;
    const text = objects.get(value.ref) ?? "null";
    return values(text.split("\nstream\n", 1)[0] ?? "")[0] ?? null;
  };
  const dict = (value: PdfValue | undefined): Map<string, PdfValue> => {
    const resolved = resolve(value);
    return typeof resolved === "object" && resolved !== null && "dict" in resolved
      ? resolved.dict
      : new Map();
  };
  const stream = (value: PdfValue | undefined): string => {
    const ref = typeof value === "object" && value !== null && "ref" in value ? value.ref : 0;
    return /\nstream\n([\s\S]*)\nendstream/.exec(objects.get(ref) ?? "")?.[1] ?? "";
  };
  const list = (value: PdfValue | undefined): PdfValue[] => {
    const resolved = resolve(value);
    return Array.isArray(resolved) ? resolved : [];
  };
  const trailer = (values(/trailer\n([\s\S]*?)\nstartxref/.exec(source)?.[1] ?? "")[0] as PdfDict).dict;
  const catalog = dict(trailer.get("Root"));
  const pageRefs = list(dict(catalog.get("Pages")).get("Kids"));
  const pages = pageRefs.map((ref) => readPage(dict(ref), dict, stream));
  const pageIndex = (ref: PdfValue | undefined): number =>
    pageRefs.findIndex((each) => JSON.stringify(each) === JSON.stringify(ref));

  const tagOf = (value: PdfValue): Tag => {
    const element = dict(value);
    const children: Tag[] = [];
    const rectangles: number[][] = [];
    const on: number[] = [];
    let text = "";
    for (const kid of list(element.get("K"))) {
      const marked = typeof kid === "number" ? { page: element.get("Pg"), id: kid } : markOf(dict(kid));
      if (marked === undefined) {
        const child = tagOf(kid);
        children.push(child);
        text += child.text;
        continue;
      }
      const page = pageIndex(marked.page);
      const piece = pages[page]?.marked.get(marked.id);
      if (!piece) throw new Error(`The structure tree names content ${marked.id} that page ${page} lacks.`);
      on.push(page);
      text += piece.text;
      rectangles.push(...piece.rectangles);
    }
    const tag = nameOf(element.get("S")) ?? "";
    const attributes = dict(element.get("A"));
    return {
      tag,
      alt: textOf(element.get("Alt")),
      language: textOf(element.get("Lang")),
      attributes,
      text,
      children,
      rectangles,
      pages: on,
    };
  };
  const top = list(dict(catalog.get("StructTreeRoot")).get("K")).map(tagOf);
  const root = top[0];
  if (root === undefined || top.length !== 1) throw new Error("The structure tree has not one root.");
  const all = (tag: Tag): Tag[] => [tag, ...tag.children.flatMap(all)];
  return {
    source,
    catalog,
    trailer,
    root,
    all: all(root),
    pageCount: pages.length,
    info: new Map([...dict(trailer.get("Info"))].map(([name, value]) => [name, resolve(value)])),
    artifacts: pages.map(({ artifact }) => artifact),
    sizes: pages.flatMap(({ sizes }) => sizes),
    lines: pages.map(({ lines }) => lines),
  };
}

function markOf(kid: Map<string, PdfValue>): { page: PdfValue | undefined; id: number } | undefined {
  return nameOf(kid.get("Type")) === "MCR" ? { page: kid.get("Pg"), id: Number(kid.get("MCID")) } : undefined;
}

type Dict = (value: PdfValue | undefined) => Map<string, PdfValue>;

/** Walks a content stream. Everything drawn must be marked: as content of an element, or as an artifact. */
function readPage(page: Map<string, PdfValue>, dict: Dict, stream: (value: PdfValue | undefined) => string) {
  const fonts = new Map(
    [...dict(dict(page.get("Resources")).get("Font"))].map(([name, ref]) => [
      name,
      unicodeMap(stream(dict(ref).get("ToUnicode"))),
    ]),
  );
  const marked = new Map<number, Piece>();
  const sizes: number[] = [];
  const lines: { x: number; y: number; text: string }[] = [];
  let artifact = "";
  let open: { id: number | undefined } | undefined;
  let font: Map<string, string> | undefined;
  let origin: readonly [number, number] = [0, 0];
  let operands: PdfValue[] = [];
  const piece = (): Piece => {
    if (!open) throw new Error("Something is drawn that is neither tagged nor an artifact.");
    if (open.id === undefined) return { text: "", rectangles: [] };
    const known = marked.get(open.id) ?? { text: "", rectangles: [] };
    marked.set(open.id, known);
    return known;
  };
  const operators: Record<string, () => void> = {
    BDC: () => {
      if (open) throw new Error("Marked content is nested.");
      open = { id: nameOf(operands[0]) === "Artifact" ? undefined : Number(dict(operands[1]).get("MCID")) };
    },
    EMC: () => {
      open = undefined;
    },
    Tf: () => {
      font = fonts.get(nameOf(operands[0]) ?? "");
      sizes.push(Number(operands[1]));
    },
    Tm: () => {
      origin = [Number(operands[4]), 841.89 - Number(operands[5])];
    },
    TJ: () => {
      const items = Array.isArray(operands[0]) ? operands[0] : [];
      const hex = items
        .map((item) => (typeof item === "object" && item !== null && "string" in item ? item.string : ""))
        .join("");
      const text = (hex.match(/.{4}/g) ?? []).map((glyph) => font?.get(glyph) ?? "\uFFFD").join("");
      lines.push({ x: origin[0], y: origin[1], text });
      if (open && open.id === undefined) artifact += text;
      piece().text += text;
    },
    re: () => {
      piece().rectangles.push(operands.map(Number));
    },
    l: () => {
      piece();
    },
  };
  for (const value of values(stream(page.get("Contents")))) {
    if (typeof value === "object" && value !== null && "operator" in value) {
      operators[value.operator]?.();
      operands = [];
    } else operands.push(value);
  }
  return { marked, artifact, sizes, lines };
}

/** Glyph to text, from the font's own map: what a screen reader or a copy gets. */
function unicodeMap(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, start = "", body = ""] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    for (const [index, [, hex = ""]] of [...body.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const text = (hex.replace(/ /g, "").match(/.{4}/g) ?? []).map((unit) =>
        String.fromCharCode(Number.parseInt(unit, 16)),
      );
      map.set((Number.parseInt(start, 16) + index).toString(16).padStart(4, "0"), text.join(""));
    }
  }
  return map;
}
