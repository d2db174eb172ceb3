import {
  type ConsentReason,
  type Decision,
  type FactTypeId,
  type Guard,
  type Instant,
  isErased,
  type OrganisationId,
  type RecordId,
} from "@throughline/core";
import type { RecordedAct, RecordedAnswer } from "./act.js";
import type { ConsentState } from "./decider.js";
import { supersededBy } from "./notice.js";
import type { Purpose } from "./purpose.js";
import type { PurposeState } from "./purpose-decider.js";

/** Everything a decision is made of, as read after the guard. */
export interface Evident {
  /** The purpose and its notices. */
  readonly ground: PurposeState;
  /** What the person has said. */
  readonly consent: ConsentState;
  /** Where that is kept. */
  readonly record: RecordId;
  /** The organisation that would use the fact. */
  readonly recipient: OrganisationId;
  /** The ledger's clock. */
  readonly now: Instant;
  /** The version of the subject's epoch, read before anything else. */
  readonly guard: Guard;
  /** Whether the subject's erasure has begun. */
  readonly isErased: boolean;
  /** Whether a fact type is more than ordinary. */
  readonly isSpecial: (fact: FactTypeId) => boolean;
}

interface Question extends Evident {
  readonly fact: FactTypeId;
  readonly purpose: Purpose;
}

interface Answered extends Question {
  readonly standing: RecordedAnswer;
}

type Rule<Known> = readonly [ConsentReason, (known: Known) => boolean];

/**
 * Over all six bases: each says when it stands in the way. What the law demands to be kept holds an erasure back, or lies
 * under a subject of its own; once one has begun no basis is left.
 */
const coverage: readonly Rule<Question>[] = [
  ["erased", ({ isErased }) => isErased],
  ["fact-not-covered", ({ purpose, fact }) => !purpose.facts.includes(fact)],
  ["recipient-not-covered", ({ purpose, recipient }) => !purpose.recipients.includes(recipient)],
  ["special-category", ({ purpose, fact, isSpecial }) => !purpose.specialCategory && isSpecial(fact)],
];

/** Over consent: each says when it stands in the way of a yes. */
const standingRules: readonly Rule<Answered>[] = [
  ["refused", ({ standing }) => standing.outcome === "refused"],
  ["erased", ({ standing }) => isErased(standing.evidence)],
  [
    "notice-superseded",
    ({ standing, ground }) => supersededBy(ground.notices, standing.notice.version) !== undefined,
  ],
  ["expired", ({ standing, now }) => standing.validUntil !== undefined && now >= standing.validUntil],
  ["fact-not-covered", ({ standing, fact }) => !standing.facts.includes(fact)],
  ["recipient-not-covered", ({ standing, recipient }) => !standing.recipients.includes(recipient)],
  [
    "special-category",
    ({ standing, fact, isSpecial }) => standing.expression !== "explicit" && isSpecial(fact),
  ],
];

function broken<Known>(rules: readonly Rule<Known>[], known: Known): ConsentReason | undefined {
  return rules.find(([, isInTheWay]) => isInTheWay(known))?.[0];
}

function reasonOfConsent(question: Question, standing: RecordedAct | undefined): ConsentReason {
  if (!standing) return "no-record";
  if (standing.outcome === "withdrawn") return "withdrawn";
  return broken(standingRules, { ...question, standing }) ?? "given";
}

/** Only these two permit. */
const permitting: readonly ConsentReason[] = ["given", "other-basis"];

/** May this organisation use this fact for this purpose now, and why? Whatever is not covered is denied. */
export function decideFact(evident: Evident, fact: FactTypeId): Decision {
  const { ground, consent, record, guard } = evident;
  const purpose = ground.current?.purpose;
  if (!purpose) return { permitted: false, reason: "purpose-unknown", guard };
  const { basis } = purpose;
  const question = { ...evident, fact, purpose };
  const isConsent = basis === "consent";
  const yes = (): ConsentReason => (isConsent ? reasonOfConsent(question, consent.standing) : "other-basis");
  const reason = broken(coverage, question) ?? yes();
  const permitted = permitting.includes(reason);
  const until =
    permitted && isConsent && consent.standing?.outcome === "granted"
      ? consent.standing.validUntil
      : undefined;
  return {
    permitted,
    reason,
    basis,
    guard,
    ...(isConsent && consent.standing ? { record } : {}),
    ...(until === undefined ? {} : { validUntil: until }),
  };
}
