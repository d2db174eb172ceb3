/** A value in a PDF file (ISO 32000-1 section 7.3). Written for the tests, on its own: it shares nothing with the writer. */
export type PdfValue =
  | number
  | boolean
  | null
  | PdfName
  | PdfString
  | PdfReference
  | PdfOperator
  | PdfDict
  | PdfValue[];
interface PdfName {
  readonly name: string;
}
interface PdfString {
  readonly string: string;
  readonly hex: boolean;
}
interface PdfReference {
  readonly ref: number;
}
interface PdfOperator {
  readonly operator: string;
}
export interface PdfDict {
  readonly dict: Map<string, PdfValue>;
}

const token = /\s+|<<|>>|\[|\]|\((?:\\[\s\S]|[^\\()])*\)|<[0-9a-fA-F\s]*>|\/[^\s/<>[\]()]*|[^\s/<>[\]()]+/y;

function tokens(source: string): string[] {
  const result: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new Error(`Not PDF syntax at ${at}: ${source.slice(at, at + 40)}`);
    if (match[0].trim() !== "") result.push(match[0]);
  }
  return result;
}

/** Reads all values in a text: an object's one, or a content stream's operands and operators. */
export function values(source: string): PdfValue[] {
  const stack: PdfValue[][] = [[]];
  const top = (): PdfValue[] => stack.at(-1) ?? [];
  for (const text of tokens(source)) {
    if (text === "<<" || text === "[") stack.push([]);
    else if (text === ">>") {
      const items = stack.pop() ?? [];
      const dict = new Map<string, PdfValue>();
      for (let at = 0; at < items.length; at += 2) dict.set(nameOf(items[at]) ?? "", items[at + 1] ?? null);
      top().push({ dict });
    } else if (text === "]") {
      const items = stack.pop() ?? [];
      top().push(items);
    } else if (text === "R") {
      const [number] = top().splice(-2);
      top().push({ ref: Number(number) });
    } else top().push(atom(text));
  }
  return top();
}

export function nameOf(value: PdfValue | undefined): string | undefined {
  return typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
}

export function textOf(value: PdfValue | undefined): string | undefined {
  if (typeof value !== "object" || value === null || !("string" in value)) return undefined;
  const { string } = value;
  if (!string.startsWith("\u00FE\u00FF")) return string;
  return Buffer.from(string.slice(2), "latin1").swap16().toString("utf16le");
}

function atom(text: string): PdfValue {
  if (text.startsWith("/")) return { name: text.slice(1) };
  if (text.startsWith("(")) return { string: unescaped(text.slice(1, -1)), hex: false };
  if (text.startsWith("<")) return { string: text.slice(1, -1).replace(/\s/g, ""), hex: true };
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return Number.isFinite(Number(text)) ? Number(text) : { operator: text };
}

function unescaped(text: string): string {
  const named: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  return text.replace(/\\([\s\S])/g, (_, letter: string) => named[letter] ?? letter);
}
