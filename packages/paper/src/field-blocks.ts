import { type CalendarDate, calendarDateSchema, type Fields } from "@throughline/core";
import * as z from "zod";
import { languageTag, textLine } from "./text.js";

/** Ruled lines for free text. */
export interface LinesAnswer {
  readonly kind: "lines";
  /** How many lines: 1 to 60. */
  readonly lines: number;
  /** Already known; printed on the lines. */
  readonly value?: string;
}

/** One box a character. */
export interface BoxesAnswer {
  readonly kind: "boxes";
  /** Boxes in each group, such as `[2, 2, 2, 2, 1]`: up to 12 groups of up to 40. */
  readonly groups: readonly number[];
  /** Already known; one character a box, without the spaces between groups. */
  readonly value?: string;
}

/** One of the choices of a {@link TicksAnswer}. */
export interface TickOption {
  /** The choice. Up to 500 characters. */
  readonly label: string;
  /** Already known to be chosen. */
  readonly ticked?: boolean;
  /** What to do if chosen: `Go to question 7`. */
  readonly note?: string;
}

/** Boxes to tick. Whether one or several may be ticked is said in the hint. */
export interface TicksAnswer {
  readonly kind: "ticks";
  /** 1 to 60 choices. */
  readonly options: readonly TickOption[];
}

/** Boxes for day, month and year. */
export interface DateAnswer {
  readonly kind: "date";
  /** The words over the boxes, in the language of the document. */
  readonly labels: { readonly day: string; readonly month: string; readonly year: string };
  /** Already known. */
  readonly value?: CalendarDate;
}

/** A frame to sign in. */
export interface SignatureAnswer {
  readonly kind: "signature";
}

/** Where the answer goes. */
export type FieldAnswer = LinesAnswer | BoxesAnswer | TicksAnswer | DateAnswer | SignatureAnswer;

/** A question to be answered with a pen. */
export interface FieldBlock {
  readonly type: "field";
  /** The question, with its number if it has one. Up to 600 characters. */
  readonly label: string;
  /** Help with answering. Up to 1,000 characters. */
  readonly hint?: string;
  /** Where the answer goes. */
  readonly answer: FieldAnswer;
  /** BCP 47 tag where the language is not that of the document. */
  readonly language?: string;
}

const dateLabels = z.strictObject({
  day: textLine(30),
  month: textLine(30),
  year: textLine(30),
} satisfies Fields<DateAnswer["labels"]>);

const tickOption = z.strictObject({
  label: textLine(500),
  ticked: z.boolean().exactOptional(),
  note: textLine(200).exactOptional(),
} satisfies Fields<TickOption>);

const answer = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("lines"),
    lines: z.number().int().min(1).max(60),
    value: textLine(5000).exactOptional(),
  } satisfies Fields<LinesAnswer>),
  z.strictObject({
    kind: z.literal("boxes"),
    groups: z.array(z.number().int().min(1).max(40)).min(1).max(12),
    value: textLine(480).exactOptional(),
  } satisfies Fields<BoxesAnswer>),
  z.strictObject({
    kind: z.literal("ticks"),
    options: z.array(tickOption).min(1).max(60),
  } satisfies Fields<TicksAnswer>),
  z.strictObject({
    kind: z.literal("date"),
    labels: dateLabels,
    value: calendarDateSchema.exactOptional(),
  } satisfies Fields<DateAnswer>),
  z.strictObject({ kind: z.literal("signature") } satisfies Fields<SignatureAnswer>),
]);

/** Schema of {@link FieldBlock}. */
export const fieldBlock = z.strictObject({
  type: z.literal("field"),
  label: textLine(600),
  hint: textLine(1000).exactOptional(),
  answer,
  language: languageTag.exactOptional(),
} satisfies Fields<FieldBlock>);
