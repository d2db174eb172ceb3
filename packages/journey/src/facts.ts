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
  /** True for a type of which a person has several: such facts stand side by side. */
  readonly append?: true;
}

/** Everything that sources have said, by fact type. Sources may disagree. */
export type Candidates = Readonly<Record<FactTypeId, readonly Candidate[]>>;

function strength(assurance: FactAssurance): number {
  return factAssurances.indexOf(assurance);
}

/** Marks a fact with its owner. */
export function candidateOf(fact: Fact, owner: string, receivedAt: Instant, append: boolean): Candidate {
  return { ...fact, value: personal(owner, fact.value), receivedAt, ...(append ? { append } : {}) };
}

/** The fact inside a candidate. Throws `core/erased` where its owner was erased. */
export function factOf(candidate: Candidate): Fact {
  const { receivedAt: _, append: __, ...fact } = candidate;
  return { ...fact, value: reveal(candidate.value) };
}

/** The candidates of a type, oldest first. */
export function candidatesOf(facts: Candidates, type: FactTypeId): readonly Candidate[] {
  return Object.hasOwn(facts, type) ? (facts[type] ?? []) : [];
}

/** Who spoke: a source that speaks again corrects itself, while another one disagrees. */
function voiceOf({ assurance, source }: Candidate): string {
  const { by, organisation, recordedBy = "" } = source;
  return JSON.stringify([assurance, by, organisation, recordedBy]);
}

/** Adds what was said. It takes the place of what the same source said before; the history keeps both. */
export function withCandidate(facts: Candidates, candidate: Candidate): Candidates {
  const voice = voiceOf(candidate);
  const others = candidatesOf(facts, candidate.type).filter(
    (other) => candidate.append || voiceOf(other) !== voice,
  );
  return Object.fromEntries([...Object.entries(facts), [candidate.type, [...others, candidate]]]);
}

/** The candidates that can be used now: valid, and not erased. */
function usable(candidates: readonly Candidate[], now: Instant): readonly Candidate[] {
  return candidates.filter(({ validUntil, value }) => (validUntil ?? "9") > now && !isErased(value));
}

/**
 * What counts: of a type of which a person has one, the best assured usable candidate, and of several equally good ones
 * the last received; of other types, every usable one. Empty where none is usable.
 */
export function effective(candidates: readonly Candidate[], now: Instant): readonly Candidate[] {
  const [first, ...rest] = usable(candidates, now);
  if (!first) return [];
  if (first.append) return [first, ...rest];
  return [
    rest.reduce((best, next) => (strength(best.assurance) > strength(next.assurance) ? best : next), first),
  ];
}
