import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/journey`, each with its status and message. */
export const journeyErrors = {
  "journey/invalid-input": {
    status: 422,
    message: "The request does not have the published shape. Correct the fields named in the details.",
  },
  "journey/not-found": {
    status: 404,
    message: "There is no such journey or handoff. Check the id.",
  },
  "journey/not-yours": {
    status: 403,
    message:
      "This party may not do this here. Act as the person the journey belongs to, or with the grant of its holder.",
  },
  "journey/not-staff": {
    status: 403,
    message: "Only a member of staff of a named unit may do this. Sign in as one.",
  },
  "journey/already-bound": {
    status: 409,
    message: "The journey belongs to a person already. Start a new one for somebody else.",
  },
  "journey/closed": {
    status: 409,
    message: "The journey is finished and takes nothing more. Start a new one.",
  },
  "journey/provenance-not-allowed": {
    status: 403,
    message:
      "This party may not state facts with that source or assurance. Record what was said, by whom, as it was said.",
  },
  "journey/not-permitted": {
    status: 403,
    message:
      "Neither consent nor another lawful basis covers the fact types in the details. Ask for consent first.",
  },
  "journey/too-many-offers": {
    status: 409,
    message: "The journey has as many open offers as are allowed. Withdraw one first.",
  },
  "journey/too-many-codes": {
    status: 503,
    message:
      "The unit has as many open codes as are safe. Try again when some were used, or choose another unit.",
  },
  "journey/code-malformed": {
    status: 400,
    message: "The code is not twelve digits. Enter the twelve digits; spaces and hyphens do not matter.",
  },
  "journey/code-check": {
    status: 400,
    message: "The digits do not fit together: at least one was misheard or mistyped. Ask for the code again.",
  },
  "journey/locked": {
    status: 429,
    message: "Too many codes were tried. Wait until the time in the details.",
  },
  "journey/wrong-state": {
    status: 409,
    message: "The handoff is no longer at that step. Load it again and see what is possible now.",
  },
  "journey/stale-epoch": {
    status: 409,
    message: "You no longer hold this handoff. Nothing was written; claim it again or take a new offer.",
  },
  "journey/person-check-not-possible": {
    status: 409,
    message: "This person check cannot be done in this channel. Choose another.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/journey`. */
export type JourneyErrorCode = keyof typeof journeyErrors;

/** The error of `@throughline/journey`. Never carries a code, a fact's value or a date of birth. */
export class JourneyError extends ThroughlineError<JourneyErrorCode> {
  constructor(code: JourneyErrorCode, options?: ThroughlineErrorOptions) {
    super(code, journeyErrors[code], options);
  }
}
