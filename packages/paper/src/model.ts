import { type Fields, type Instant, instantSchema } from "@throughline/core";
import * as z from "zod";
import { type PaperBlock, paperBlock } from "./blocks.js";
import { languageTag, textLine } from "./text.js";

/** Standard print is 12 point; large print has nothing below 16 point and wider line spacing. */
export type PaperFormat = "standard" | "large-print";

/** A name and what it is called on the letter: `{ label: "Reference", value: "AB 1234" }`. */
export interface Labelled {
  /** What it is called, in the language of the document. Up to 60 characters. */
  readonly label: string;
  /** The value as printed. Up to 120 characters. */
  readonly value: string;
}

/** What stands above the text of a letter. */
export interface LetterHead {
  /** The lines behind the envelope window, name first: one to seven, each up to 120 characters. */
  readonly recipient: readonly string[];
  /** Who writes: organisation, address, telephone. One to eight lines, each up to 120 characters. */
  readonly sender: readonly string[];
  /** The date as printed, in the language of the document. Up to 60 characters. */
  readonly date: string;
  /** The reference that the person quotes when they answer. */
  readonly reference?: Labelled;
}

/** What every paper document has. */
export interface PaperBase {
  /** Version of this format. A reader refuses any other by name. */
  readonly version: 1;
  /** BCP 47 tag of the main language. Page numbers are in words where the language is known here. */
  readonly language: string;
  /** Title in the document's properties and the window bar; not printed. Up to 200 characters. */
  readonly title: string;
  /** Standard or large print. */
  readonly format: PaperFormat;
  /** When the document was made. The only time in it: the same document gives the same bytes. */
  readonly created: Instant;
  /** What is printed, in reading order. One to 2,000 blocks. */
  readonly body: readonly PaperBlock[];
}

/** A letter for a window envelope. */
export interface PaperLetter extends PaperBase {
  readonly kind: "letter";
  /** What stands above the text. */
  readonly head: LetterHead;
}

/** A form, notice or any other document without an address window. */
export interface PaperForm extends PaperBase {
  readonly kind: "form";
}

/** A document for paper, version 1. Turned into PDF by `renderPdf`. */
export type PaperDocument = PaperLetter | PaperForm;

const labelled = z.strictObject({ label: textLine(60), value: textLine(120) } satisfies Fields<Labelled>);

const letterHead = z.strictObject({
  recipient: z.array(textLine(120)).min(1).max(7),
  sender: z.array(textLine(120)).min(1).max(8),
  date: textLine(60),
  reference: labelled.exactOptional(),
} satisfies Fields<LetterHead>);

const base = {
  version: z.literal(1),
  language: languageTag,
  title: textLine(200),
  format: z.enum(["standard", "large-print"]),
  created: instantSchema,
  body: z.array(paperBlock).min(1).max(2000),
} satisfies Fields<PaperBase>;

/** Schema of {@link PaperDocument}. Unknown members are refused. */
export const paperDocument: z.ZodType<PaperDocument> = z.discriminatedUnion("kind", [
  z.strictObject({ ...base, kind: z.literal("letter"), head: letterHead } satisfies Fields<PaperLetter>),
  z.strictObject({ ...base, kind: z.literal("form") } satisfies Fields<PaperForm>),
]);
