import {
  type ConsentGate,
  type ConsentQueries,
  consentEpochOf,
  type Decision,
  type Instant,
} from "@throughline/core";
import { decideFact, type Evident } from "./decision.js";
import { consentRecord, purposeRecord, type Records } from "./records.js";

/** What a gate needs. */
export interface GateOptions {
  /** The repositories. */
  readonly records: Records;
  /** Whether a fact type is more than ordinary. */
  readonly isSpecial: (fact: string) => boolean;
}

function latest(...instants: readonly Instant[]): Instant {
  return instants.reduce((a, b) => (a > b ? a : b));
}

function earliestEnd(decisions: readonly Decision[]): Instant | undefined {
  return decisions.flatMap(({ validUntil }) => validUntil ?? []).sort()[0];
}

/** A gate over the ledger. */
export function createGate({ records, isSpecial }: GateOptions): ConsentGate {
  const { epochs, purposes, consents } = records;

  /**
   * The epoch is read first: whatever is read after it is at least as new, so a change that the decision has not seen has
   * moved the epoch since, and the guard refuses.
   */
  async function look({ subject, purpose, recipient }: Omit<ConsentQueries, "facts">): Promise<Evident> {
    const epoch = await epochs.load(consentEpochOf(subject));
    const ground = await purposes.load(purposeRecord(purpose));
    const consent = await consents.load(consentRecord(subject, purpose));
    const guard = { record: epoch.record, version: epoch.version };
    const now = latest(epoch.now, ground.now, consent.now);
    return {
      ground: ground.state,
      consent: consent.state,
      record: consent.record,
      recipient,
      now,
      guard,
      isErased: epoch.state.isErased === true,
      isSpecial,
    };
  }

  return {
    check: async (query) => decideFact(await look(query), query.fact),
    async checkAll(queries) {
      const evident = await look(queries);
      const decided = queries.facts.map((fact) => [fact, decideFact(evident, fact)] as const);
      const validUntil = earliestEnd(decided.map(([, decision]) => decision));
      return {
        decisions: Object.fromEntries(decided),
        guard: evident.guard,
        ...(validUntil === undefined ? {} : { validUntil }),
      };
    },
  };
}
