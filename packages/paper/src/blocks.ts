import type { Fields } from "@throughline/core";
import * as z from "zod";
import {
  type BarcodeBlock,
  barcodeBlock,
  type CodeBlock,
  codeBlock,
  type QrBlock,
  qrBlock,
} from "./code-blocks.js";
import { type FieldBlock, fieldBlock } from "./field-blocks.js";
import { languageTag, optionalText, textLine, textLines } from "./text.js";

/** What every block with text may say. */
export interface Localised {
  /** BCP 47 tag where the block's language is not that of the document. */
  readonly language?: string;
}

/** A heading, tagged H1 to H3. The first is of level 1 and no level is skipped on the way down. */
export interface HeadingBlock extends Localised {
  readonly type: "heading";
  readonly level: 1 | 2 | 3;
  /** Up to 300 characters. */
  readonly text: string;
}

/** A paragraph. */
export interface ParagraphBlock extends Localised {
  readonly type: "paragraph";
  /** Up to 10,000 characters; `\n` ends a line. */
  readonly text: string;
  /** Printed in bold: for the one sentence that must not be missed. */
  readonly strong?: boolean;
}

/** A list with bullets or numbers. */
export interface ListBlock extends Localised {
  readonly type: "list";
  readonly style: "bulleted" | "numbered";
  /** One to 1,000 items, each up to 2,000 characters. */
  readonly items: readonly string[];
}

/** A column of a table. */
export interface TableColumn {
  /** The heading over the column. Repeated on every page that the table reaches. Up to 200 characters. */
  readonly header: string;
  /** Width relative to the other columns, 1 to 10. Default 1. */
  readonly weight?: number;
  /** `end` for figures. Default `start`. */
  readonly align?: "start" | "end";
}

/** A table with one row of headings. */
export interface TableBlock extends Localised {
  readonly type: "table";
  /** What the table shows; printed over it. Up to 300 characters. */
  readonly caption?: string;
  /** One to eight columns. */
  readonly columns: readonly TableColumn[];
  /** Whether the first cell of each row is a heading of that row. Default false. */
  readonly rowHeaders?: boolean;
  /** One to 5,000 rows, each with one cell a column. A cell may be empty and has up to 2,000 characters. */
  readonly rows: readonly (readonly string[])[];
}

/** Empty room on the page. */
export interface SpacerBlock {
  readonly type: "spacer";
  /** Height in millimetres, 1 to 200. */
  readonly millimetres: number;
}

/** What follows stands on a new page. */
export interface PageBreakBlock {
  readonly type: "page-break";
}

/** One thing on the paper. */
export type PaperBlock =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | TableBlock
  | QrBlock
  | BarcodeBlock
  | CodeBlock
  | FieldBlock
  | SpacerBlock
  | PageBreakBlock;

const language = languageTag.exactOptional();

const heading = z.strictObject({
  type: z.literal("heading"),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  text: textLine(300),
  language,
} satisfies Fields<HeadingBlock>);

const paragraph = z.strictObject({
  type: z.literal("paragraph"),
  text: textLines(10_000),
  strong: z.boolean().exactOptional(),
  language,
} satisfies Fields<ParagraphBlock>);

const list = z.strictObject({
  type: z.literal("list"),
  style: z.enum(["bulleted", "numbered"]),
  items: z.array(textLine(2000)).min(1).max(1000),
  language,
} satisfies Fields<ListBlock>);

const column = z.strictObject({
  header: textLine(200),
  weight: z.number().min(1).max(10).exactOptional(),
  align: z.enum(["start", "end"]).exactOptional(),
} satisfies Fields<TableColumn>);

const table = z
  .strictObject({
    type: z.literal("table"),
    caption: textLine(300).exactOptional(),
    columns: z.array(column).min(1).max(8),
    rowHeaders: z.boolean().exactOptional(),
    rows: z
      .array(z.array(optionalText(2000)).min(1).max(8))
      .min(1)
      .max(5000),
    language,
  } satisfies Fields<TableBlock>)
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), { path: ["rows"] });

const spacer = z.strictObject({
  type: z.literal("spacer"),
  millimetres: z.number().min(1).max(200),
} satisfies Fields<SpacerBlock>);

const pageBreak = z.strictObject({ type: z.literal("page-break") } satisfies Fields<PageBreakBlock>);

/** Schema of {@link PaperBlock}. */
export const paperBlock: z.ZodType<PaperBlock> = z.discriminatedUnion("type", [
  heading,
  paragraph,
  list,
  table,
  qrBlock,
  barcodeBlock,
  codeBlock,
  fieldBlock,
  spacer,
  pageBreak,
]);
