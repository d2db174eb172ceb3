import type { OrganisationId, SubjectId } from "./actor.js";
import type { FactTypeId } from "./fact.js";
import type { Instant } from "./json.js";
import type { LawfulBasis } from "./lawful-basis.js";
import type { Guard } from "./ledger.js";

/** Why a decision came out as it did. */
export type ConsentReason =
  | "given"
  | "other-basis"
  | "no-record"
  | "refused"
  | "withdrawn"
  | "expired"
  | "not-yet-valid"
  | "notice-superseded"
  | "purpose-unknown"
  | "recipient-not-covered"
  | "fact-not-covered"
  | "special-category"
  | "authority-ended"
  | "erased";

/** May this organisation use this fact of this person for this purpose now? */
export interface ConsentQuery {
  /** The person. */
  readonly subject: SubjectId;
  /** The purpose, by its id. */
  readonly purpose: string;
  /** The organisation that would use it. */
  readonly recipient: OrganisationId;
  /** The fact type. */
  readonly fact: FactTypeId;
}

/** The same question for several facts at one instant. */
export interface ConsentQueries extends Omit<ConsentQuery, "fact"> {
  /** The fact types. */
  readonly facts: readonly FactTypeId[];
}

/** The answer. An expected no is a value, not an exception. */
export interface Decision {
  /** True: it may. */
  readonly permitted: boolean;
  /** Why. */
  readonly reason: ConsentReason;
  /** The lawful basis that was looked at. Absent where the purpose is unknown. */
  readonly basis?: LawfulBasis;
  /** The consent record that decides, if one does. */
  readonly record?: string;
  /** When the permission ends by itself. */
  readonly validUntil?: Instant;
  /**
   * Makes the answer binding: a commit that requires it fails once anything about the subject's consent has changed. A
   * release that does not require it is only a hint.
   */
  readonly guard: Guard;
}

/** Answers to {@link ConsentQueries}, all bound by one guard. */
export interface Decisions {
  /** One decision for each fact type asked. */
  readonly decisions: Readonly<Record<FactTypeId, Decision>>;
  /** Binds them all. */
  readonly guard: Guard;
  /** Earliest instant at which one of the permissions ends by itself: a release must be committed before it. */
  readonly validUntil?: Instant;
}

/**
 * Who says whether data may move. `@throughline/consent` is one. It reads the guard before the consent it judges: what
 * changes in between is then caught at the commit, the other way round it is not.
 */
export interface ConsentGate {
  /** One fact. Expiry is judged by the ledger's clock. */
  check(query: ConsentQuery): Promise<Decision>;
  /** Several facts at one instant. */
  checkAll(queries: ConsentQueries): Promise<Decisions>;
}
