import {
  type Erased,
  type Fact,
  type FactAssurance,
  type FactTypeId,
  factAssurances,
  type Instant,
  isErased,
  type JsonValue,
  type Personal,
  personal,
  reveal,
} from "@throughline/core";

/** A fact as a journey keeps it: its value marked as somebody's, and the ledger's time of receipt beside it. */
export interface Candidate extends Omit<Fact, "value"> {
  /** The value, marked with whose it is. */
  readonly value: Personal<JsonValue> | Erased;
  /** When the ledger received it. Callers' clocks put nothing in order. */
  readonly receivedAt: Instant;
}

/** Everything that sources have said, by fact type. Sources may disagree. */
export type Candidates = Readonly<Record<FactTypeId, readonly Candidate[]>>;

/** How many candidates a type keeps at hand; the history keeps all. */
const kept = 12;

function strength(assurance: FactAssurance): number {
  return factAssurances.indexOf(assurance);
}

/** Marks a fact with its owner. */
export function candidateOf(fact: Fact, owner: string, receivedAt: Instant): Candidate {
  return { ...fact, value: personal(owner, fact.value), receivedAt };
}

/** The fact inside a candidate. Throws `core/erased` where its owner was erased. */
export function factOf({ receivedAt: _, ...candidate }: Candidate): Fact {
  return { ...candidate, value: reveal(candidate.value) };
}

/** The candidates of a type, oldest first. */
export function candidatesOf(facts: Candidates, type: FactTypeId): readonly Candidate[] {
  return Object.hasOwn(facts, type) ? (facts[type] ?? []) : [];
}

/** Adds what was said. Beyond the number kept, the weakest goes, and the earliest of those. */
export function withCandidate(facts: Candidates, candidate: Candidate): Candidates {
  const all = [...candidatesOf(facts, candidate.type), candidate];
  const weakest = Math.min(...all.map(({ assurance }) => strength(assurance)));
  const dropped = all.length > kept ? all.findIndex(({ assurance }) => strength(assurance) === weakest) : -1;
  const entries = all.filter((_, index) => index !== dropped);
  return Object.fromEntries([...Object.entries(facts), [candidate.type, entries]]);
}

/**
 * The candidate that counts: among those still valid and not erased the best assured, and of several equally good ones
 * the last received. Undefined where none is usable.
 */
export function effective(candidates: readonly Candidate[], now: Instant): Candidate | undefined {
  return candidates
    .filter(({ validUntil, value }) => (validUntil === undefined || validUntil > now) && !isErased(value))
    .reduce<Candidate | undefined>(
      (best, next) => (best && strength(best.assurance) > strength(next.assurance) ? best : next),
      undefined,
    );
}
