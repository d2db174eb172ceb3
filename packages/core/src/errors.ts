import type { JsonObject } from "./json.js";

/** What is fixed about an error code: its HTTP status and the sentence a person reads. */
export interface ErrorFacts {
  /** HTTP status (RFC 9110 section 15) that a hub answers with. */
  readonly status: number;
  /** What went wrong and what to do about it. The same for every occurrence, so it can never carry personal data. */
  readonly message: string;
}

/** What is known of one occurrence of an error. */
export interface ThroughlineErrorOptions {
  /** Safe particulars: ids, versions, limits, field names. Never a token, a code or personal data. */
  readonly details?: JsonObject;
  /** The error underneath. Kept for the developer; never sent to a caller. */
  readonly cause?: unknown;
}

/**
 * The one error class. Every package has one subclass and a table of its codes; callers compare `code`.
 *
 * `TypeError` and `RangeError` stay what they are: mistakes of the programmer.
 */
export class ThroughlineError<Code extends string = string> extends Error {
  /** Marks the class across two installed copies of this package. */
  readonly "~throughline" = 1 as const;
  /** Stable, `package/what`. Also the key under which docs/errors.md explains it. */
  readonly code: Code;
  /** HTTP status. */
  readonly status: number;
  /** Safe particulars of this occurrence. */
  readonly details: JsonObject;

  constructor(code: Code, facts: ErrorFacts, options: ThroughlineErrorOptions = {}) {
    super(facts.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ThroughlineError";
    this.code = code;
    this.status = facts.status;
    this.details = options.details ?? {};
  }
}

/**
 * Tells whether a caught value is one of our errors, also when it comes from another installed copy.
 *
 * @param error - What was caught.
 * @param code - If given, the code must be this one.
 */
export function isThroughlineError<Code extends string = string>(
  error: unknown,
  code?: Code,
): error is ThroughlineError<Code> {
  return (
    error instanceof Error &&
    (error as Partial<ThroughlineError>)["~throughline"] === 1 &&
    (code === undefined || (error as Partial<ThroughlineError>).code === code)
  );
}

/** The codes of `@throughline/core`, each with its status and message. */
export const coreErrors = {
  "core/not-json": {
    status: 400,
    message:
      "The value has no canonical JSON form. Remove NaN, Infinity, undefined items, functions, cycles and lone surrogates.",
  },
  "core/invalid-event": {
    status: 400,
    message: "The event is not a valid CloudEvent 1.0. Correct the attributes named in the details.",
  },
  "core/invalid-fact": {
    status: 422,
    message: "The value does not fit its fact type. Correct the fields named in the details.",
  },
  "core/unknown-fact-type": {
    status: 422,
    message:
      "The fact type is not in the catalogue. Use one of its types, or add your own under your own prefix.",
  },
  "core/unknown-command": {
    status: 400,
    message:
      "This kind of record does not take that command. Use one of those in the details, or upgrade this package.",
  },
  "core/erased": {
    status: 410,
    message:
      "The person's data was erased on request. It cannot be brought back; start anew if the person asks.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/core`. */
export type CoreErrorCode = keyof typeof coreErrors;

/** The error of `@throughline/core`. */
export class CoreError extends ThroughlineError<CoreErrorCode> {
  constructor(code: CoreErrorCode, options?: ThroughlineErrorOptions) {
    super(code, coreErrors[code], options);
  }
}

/** The codes of every ledger, whichever store is under it. */
export const ledgerErrors = {
  "ledger/conflict": {
    status: 409,
    message: "Something this change depends on has moved. Load it again and decide again.",
  },
  "ledger/key-reused": {
    status: 422,
    message: "The idempotency key was used for a different request. Use a new key for a new request.",
  },
  "ledger/key-taken": {
    status: 409,
    message: "Another record already holds this unique value. Use that record, or choose another value.",
  },
  "ledger/too-late": {
    status: 409,
    message: "The deadline for this change has passed. Start the step again.",
  },
  "ledger/too-early": {
    status: 409,
    message: "This change is not allowed yet. Try again after the time in the details.",
  },
  "ledger/newer-law": {
    status: 409,
    message: "The record was written by a newer version of this software. Upgrade before changing it.",
  },
  "ledger/corrupt": {
    status: 500,
    message:
      "The stored record does not match its hash. Stop, keep the database as it is, and run verifyRecord.",
  },
  "ledger/invalid-change": {
    status: 400,
    message: "The change is malformed. Correct the member named in the details.",
  },
  "ledger/not-found": {
    status: 404,
    message: "There is no such record. Check the id.",
  },
  "ledger/unavailable": {
    status: 503,
    message:
      "The database cannot be reached. Nothing was half-written; try again with the same idempotency key.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code that any ledger may answer with. */
export type LedgerErrorCode = keyof typeof ledgerErrors;

/** The error of every ledger. */
export class LedgerError extends ThroughlineError<LedgerErrorCode> {
  constructor(code: LedgerErrorCode, options?: ThroughlineErrorOptions) {
    super(code, ledgerErrors[code], options);
  }
}

/** The codes of every vault, whichever store is under it. */
export const vaultErrors = {
  "vault/key-missing": {
    status: 500,
    message:
      "The vault holds neither the key nor a tombstone. Nobody was erased: the vault is older than the records; restore its newest copy.",
  },
  "vault/reserved-subject": {
    status: 400,
    message: "Subjects beginning with ~ are keys of the organisation. Name a person's pseudonym instead.",
  },
  "vault/tombstone-missing": {
    status: 500,
    message:
      "The records say that a person was erased, and the vault does not. Replay the tombstones kept elsewhere; if that does not help, run verifyRecord.",
  },
  "vault/unavailable": {
    status: 503,
    message: "The vault cannot be reached. Nothing was half-written; try again.",
  },
  "vault/wrong-wrap": {
    status: 500,
    message:
      "The key was wrapped by another master key, or for another subject. Hand in every KeyWrap ever used, or restore the vault.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code that any vault may answer with. */
export type VaultErrorCode = keyof typeof vaultErrors;

/** The error of every vault. */
export class VaultError extends ThroughlineError<VaultErrorCode> {
  constructor(code: VaultErrorCode, options?: ThroughlineErrorOptions) {
    super(code, vaultErrors[code], options);
  }
}
