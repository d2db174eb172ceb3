import {
  type Decision,
  digestOf,
  type Fact,
  type FactTypeId,
  type Instant,
  type Personal,
} from "@throughline/core";
import { type Candidates, candidatesOf, effective, factOf } from "./facts.js";
import type { PersonCheckLevel } from "./person-check.js";

/** A fact type that a receiver needs, and for which purpose. */
export interface Need {
  /** The fact type. */
  readonly type: FactTypeId;
  /** The purpose, by its id in the consent catalogue. */
  readonly purpose: string;
}

/** Why a fact is not shown: no lawful basis covers it, its purpose is unknown, or the person check was too weak for it. */
export type WithheldBecause = "consent" | "purpose" | "assurance";

/** A fact type that is not shown. Says nothing about whether there is such a fact. */
export interface Withheld {
  /** The fact type. */
  readonly type: FactTypeId;
  /** Why. */
  readonly because: WithheldBecause;
}

/** What a holder is shown: needs, and facts, and what a lawful basis covers at that instant. */
export interface Projection {
  /** The facts, with where each comes from. */
  readonly facts: readonly Fact[];
  /** What is not shown. */
  readonly withheld: readonly Withheld[];
  /** What may be shown but is not known, or no longer valid. */
  readonly missing: readonly FactTypeId[];
  /** SHA-256 over a salt and the projection (RFC 8785), as the record keeps it. */
  readonly hash: string;
}

/** What the record keeps of a projection: names of types, and a salted hash that dies with the person's key. */
export interface ReleaseRecord {
  /** The person check it rests on. */
  readonly level: PersonCheckLevel;
  /** The fact types that were shown. */
  readonly types: readonly FactTypeId[];
  /** What was not shown. */
  readonly withheld: readonly Withheld[];
  /** What was not known. */
  readonly missing: readonly FactTypeId[];
  /** The projection's hash. */
  readonly hash: string;
  /** The salt in it. */
  readonly salt: Personal<string>;
  /** Version of the consent epoch that the decision rests on. */
  readonly consentRevision: number;
}

/** What a projection is made of. */
export interface ProjectionInput {
  /** What the receiver needs. */
  readonly needs: readonly Need[];
  /** What the journey knows. */
  readonly facts: Candidates;
  /** Consent's answer for each type. A type without an answer is withheld. */
  readonly decisions: ReadonlyMap<FactTypeId, Pick<Decision, "permitted" | "reason">>;
  /** The person check. */
  readonly level: PersonCheckLevel;
  /** Which types a knowledge check must not open: those under Articles 9 and 10 UK GDPR and EU GDPR. */
  readonly isSensitive: (type: FactTypeId) => boolean;
  /** The ledger's clock. */
  readonly now: Instant;
  /** Random text for the hash. */
  readonly salt: string;
}

function because(type: FactTypeId, input: ProjectionInput): WithheldBecause | undefined {
  const decision = input.decisions.get(type);
  if (decision?.reason === "purpose-unknown") return "purpose";
  if (decision?.permitted !== true) return "consent";
  return input.level === "P1" && input.isSensitive(type) ? "assurance" : undefined;
}

/** Works out what a holder is shown. Consent is judged before existence, so that what is withheld reveals nothing. */
export function project(input: ProjectionInput): Projection {
  const facts: Fact[] = [];
  const withheld: Withheld[] = [];
  const missing: FactTypeId[] = [];
  for (const { type } of input.needs) {
    const reason = because(type, input);
    const held = reason ? [] : effective(candidatesOf(input.facts, type), input.now);
    if (reason) withheld.push({ type, because: reason });
    else if (held.length === 0) missing.push(type);
    facts.push(...held.map(factOf));
  }
  return { facts, withheld, missing, hash: digestOf([input.salt, { facts, withheld, missing }]) };
}
