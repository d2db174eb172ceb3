import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "../errors.js";

/** The codes of the transparency log and of those who check what it hands out, each with its status and message. */
export const logErrors = {
  "log/empty": {
    status: 409,
    message: "The ledger's log holds no event yet. Commit something first, then try again.",
  },
  "log/not-grown": {
    status: 409,
    message: "The tree has not taken in that event or that size yet. Call grow, then try again.",
  },
  "log/forked": {
    status: 500,
    message:
      "What is kept now is not what was signed before. Keep everything as it is, find out why, then call breakLog.",
  },
  "log/rolled-back": {
    status: 500,
    message:
      "Less is kept now than was signed before. Restore the newer database, or find out why and call breakLog.",
  },
  "log/ledger-replaced": {
    status: 500,
    message:
      "The ledger has opened another log since the last head: its database was restored or moved. Call breakLog.",
  },
  "log/heads-lost": {
    status: 500,
    message:
      "The heads kept outside are missing, or older than those kept inside. Put the newest copy back, or call breakLog.",
  },
  "log/head-unverifiable": {
    status: 500,
    message:
      "A head of this log no longer verifies. Put its evidence key back: such keys are retired with dates, never removed.",
  },
  "log/contended": {
    status: 503,
    message: "Too many sign this log at once. Try again, and let fewer of them sign.",
  },
  "log/tile-corrupt": {
    status: 500,
    message:
      "A kept tile does not fit the tree above it. Remove the tiles of this log and call grow: it makes them anew.",
  },
  "log/malformed": {
    status: 422,
    message: "The document does not have the form of its type. Ask whoever sent it for the original.",
  },
  "log/unknown-version": {
    status: 422,
    message: "The document is of a version that is not known here. Upgrade this package to read it.",
  },
  "log/other-log": {
    status: 422,
    message: "The document is of another log or another issuer. Ask for one of the log that this is about.",
  },
  "log/proof-refused": {
    status: 422,
    message: "The proof does not prove what is claimed. Do not rely on it, and keep it as evidence.",
  },
  "log/evidence-insufficient": {
    status: 422,
    message:
      "The key is compromised, so its signature alone proves nothing. Bring a proof that it was logged before.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of the transparency log. */
export type LogErrorCode = keyof typeof logErrors;

/** The error of the transparency log. Carries sizes, roots and log ids, which are public. */
export class LogError extends ThroughlineError<LogErrorCode> {
  constructor(code: LogErrorCode, options?: ThroughlineErrorOptions) {
    super(code, logErrors[code], options);
  }
}
