import type { Fields } from "@throughline/core";
import * as z from "zod";
import { languageTag, textLine } from "./text.js";

/** A QR code (ISO/IEC 18004, error correction level M), drawn as vectors. */
export interface QrBlock {
  readonly type: "qr";
  /** What a reader gets, as UTF-8: 1 to 504 bytes, which is what version 17 holds at level M. */
  readonly text: string;
  /** What the picture is, for people who do not see it. Never the secret that it holds. Up to 300 characters. */
  readonly alt: string;
  /** Words beside the code: what happens when it is scanned, and what to do without a camera. */
  readonly caption?: string;
  /** BCP 47 tag where the language is not that of the document. */
  readonly language?: string;
}

/** A Code 128 barcode (ISO/IEC 15417, code sets B and C), drawn as vectors. */
export interface BarcodeBlock {
  readonly type: "barcode";
  /** What a reader gets: printable ASCII. */
  readonly text: string;
  /** What the picture is, for people who do not see it. Up to 300 characters. */
  readonly alt: string;
  /** Words under the bars, such as the same text for typing. */
  readonly caption?: string;
  /** BCP 47 tag where the language is not that of the document. */
  readonly language?: string;
}

/** A code of digits to be read out or typed, in large groups inside a frame. */
export interface CodeBlock {
  readonly type: "code";
  /** What the code is for. Up to 300 characters. */
  readonly label: string;
  /** 4 to 24 digits, without spaces. */
  readonly digits: string;
  /** Digits in a group, 2 to 6. Default 4. */
  readonly groupSize?: number;
  /** Words under the digits: until when it works and who may use it. */
  readonly note?: string;
  /** BCP 47 tag where the language is not that of the document. */
  readonly language?: string;
}

const language = languageTag.exactOptional();

/** Schema of {@link QrBlock}. */
export const qrBlock = z.strictObject({
  type: z.literal("qr"),
  text: z.string().min(1).max(10_000),
  alt: textLine(300),
  caption: textLine(600).exactOptional(),
  language,
} satisfies Fields<QrBlock>);

/** Schema of {@link BarcodeBlock}. */
export const barcodeBlock = z.strictObject({
  type: z.literal("barcode"),
  text: z.string().min(1).max(1000),
  alt: textLine(300),
  caption: textLine(300).exactOptional(),
  language,
} satisfies Fields<BarcodeBlock>);

/** Schema of {@link CodeBlock}. */
export const codeBlock = z.strictObject({
  type: z.literal("code"),
  label: textLine(300),
  digits: z.string().regex(/^[0-9]{4,24}$/),
  groupSize: z.number().int().min(2).max(6).exactOptional(),
  note: textLine(600).exactOptional(),
  language,
} satisfies Fields<CodeBlock>);
