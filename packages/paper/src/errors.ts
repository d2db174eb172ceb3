import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/paper`, each with its status and message. */
export const paperErrors = {
  "paper/unknown-version": {
    status: 422,
    message:
      "The paper document has a version that this release does not read. Upgrade this package, or send version 1.",
  },
  "paper/invalid-document": {
    status: 422,
    message: "The paper document does not have the published shape. Correct the fields named in the details.",
  },
  "paper/empty-document": {
    status: 422,
    message:
      "The paper document has nothing to print. Add at least one block besides spacers and page breaks.",
  },
  "paper/heading-order": {
    status: 422,
    message: "The headings skip a level. Start with level 1 and go down one level at a time.",
  },
  "paper/unsupported-character": {
    status: 422,
    message: "The text has a character that cannot be printed. Replace the character named in the details.",
  },
  "paper/address-too-long": {
    status: 422,
    message: "The recipient's address does not fit the envelope window. Shorten it, or use fewer lines.",
  },
  "paper/value-too-long": {
    status: 422,
    message:
      "A prefilled value is longer than the room for it. Shorten the value, or give the field more room.",
  },
  "paper/qr-too-long": {
    status: 422,
    message:
      "The QR code holds too much to be read reliably from paper. Shorten its text, such as by a shorter link.",
  },
  "paper/barcode-character": {
    status: 422,
    message: "Code 128 here holds printable ASCII only. Replace the character named in the details.",
  },
  "paper/barcode-too-long": {
    status: 422,
    message: "The barcode is too wide for the page. Shorten its text.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/paper`. */
export type PaperErrorCode = keyof typeof paperErrors;

/** The error of `@throughline/paper`. Its details never hold printed text: only paths, limits and code points. */
export class PaperError extends ThroughlineError<PaperErrorCode> {
  constructor(code: PaperErrorCode, options?: ThroughlineErrorOptions) {
    super(code, paperErrors[code], options);
  }
}
