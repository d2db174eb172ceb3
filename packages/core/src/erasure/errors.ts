import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "../errors.js";

/** The codes of erasure, each with its status and message. */
export const erasureErrors = {
  "erasure/held": {
    status: 409,
    message:
      "The law demands that this data is kept. Tell the person why, and ask again once the holds in the details have ended.",
  },
  "erasure/not-allowed": {
    status: 403,
    message:
      "This party may not do that. A person asks for herself alone; staff of the organisation name a reason.",
  },
  "erasure/alias-unproven": {
    status: 403,
    message: "One of the aliases is not known to be this person's. Leave it out, or bind it to her first.",
  },
  "erasure/invalid-input": {
    status: 422,
    message: "The order cannot be read. Correct the members named in the details.",
  },
  "erasure/not-found": {
    status: 404,
    message: "There is no such erasure for this party. Check the id.",
  },
  "erasure/begun": {
    status: 409,
    message: "The person's erasure has begun and cannot be held any more. Nothing of it can be brought back.",
  },
  "erasure/invalid-receipt": {
    status: 422,
    message: "The document is not an erasure receipt that holds together. Ask its organisation for another.",
  },
  "erasure/unknown-receipt-version": {
    status: 422,
    message: "The receipt is of a version that is not known here. Upgrade this package to read it.",
  },
  "erasure/receipt-mismatch": {
    status: 422,
    message:
      "The receipt is good, but of something else. Compare the members in the details, and ask for the right one.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of erasure. */
export type ErasureErrorCode = keyof typeof erasureErrors;

/** The error of erasure. Never carries a subject. */
export class ErasureError extends ThroughlineError<ErasureErrorCode> {
  constructor(code: ErasureErrorCode, options?: ThroughlineErrorOptions) {
    super(code, erasureErrors[code], options);
  }
}
