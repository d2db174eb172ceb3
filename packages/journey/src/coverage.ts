import type { Decision, FactTypeId, Guard, Instant, Loaded, Prepared } from "@throughline/core";
import { ownerOf } from "./access.js";
import { JourneyError } from "./errors.js";
import type { Foundation } from "./foundation.js";
import type { HandoffTerms } from "./handoff.js";
import type { JourneyState } from "./journey.js";
import type { Need } from "./projection.js";

/** What consent and the other lawful bases say about some facts, and what makes the answer binding. */
export interface Coverage {
  /** One decision for each type that has an answer. */
  readonly decisions: ReadonlyMap<FactTypeId, Decision>;
  /** Required by whatever is done on the strength of it. */
  readonly requires: readonly Guard[];
  /** When the first of the permissions ends by itself. */
  readonly before?: Instant;
}

/** The earliest of some instants, if there is any. */
export function earliest(instants: readonly (Instant | undefined)[]): { readonly before?: Instant } {
  const [before] = instants.filter((instant) => instant !== undefined).sort();
  return before === undefined ? {} : { before };
}

/** Asks the gate about needs, one question for each purpose. An anonymous journey is its own subject. */
export async function coverageOf(
  { consent }: Foundation,
  journey: JourneyState,
  terms: Pick<HandoffTerms, "audience">,
  needs: readonly Need[],
): Promise<Coverage> {
  const purposes = [...new Set(needs.map(({ purpose }) => purpose))];
  const answers = await Promise.all(
    purposes.map(async (purpose) => {
      const facts = needs.filter((need) => need.purpose === purpose).map(({ type }) => type);
      const query = { subject: ownerOf(journey), purpose, recipient: terms.audience.organisation, facts };
      return { facts, answer: await consent.checkAll(query) };
    }),
  );
  const decisions = answers.flatMap(({ facts, answer }) =>
    facts.flatMap((type): [FactTypeId, Decision][] => {
      const decision = Object.hasOwn(answer.decisions, type) ? answer.decisions[type] : undefined;
      return decision ? [[type, decision]] : [];
    }),
  );
  return {
    decisions: new Map(decisions),
    requires: answers.map(({ answer }) => answer.guard),
    ...earliest(answers.map(({ answer }) => answer.validUntil)),
  };
}

/** The purpose that a fact serves in a handoff. */
export function purposeOf({ needs, purpose }: HandoffTerms, type: FactTypeId): string {
  return needs.find((need) => need.type === type)?.purpose ?? purpose;
}

/**
 * What covers a holder's writing of some facts.
 *
 * @throws JourneyError `journey/not-permitted`, with the types that nothing covers.
 */
export async function writeCoverage(
  foundation: Foundation,
  journey: JourneyState,
  terms: HandoffTerms,
  types: readonly FactTypeId[],
): Promise<Coverage> {
  const needs = [...new Set(types)].map((type) => ({ type, purpose: purposeOf(terms, type) }));
  const coverage = await coverageOf(foundation, journey, terms, needs);
  const refused = needs
    .map(({ type }) => type)
    .filter((type) => coverage.decisions.get(type)?.permitted !== true);
  if (refused.length > 0) throw new JourneyError("journey/not-permitted", { details: { types: refused } });
  return coverage;
}

/** Tells whether a record moved between the look that a decision rests on and the decision itself. */
export function hasMoved({ version }: Loaded<unknown>, { change }: Prepared): boolean {
  return change !== undefined && change.expectedVersion !== version;
}

/** A decision with more conditions on it. */
export function conditioned<State>(
  prepared: Prepared<State>,
  conditions: { readonly requires?: readonly Guard[]; readonly before?: Instant | undefined },
): Prepared<State> {
  return {
    ...prepared,
    requires: [...prepared.requires, ...(conditions.requires ?? [])],
    ...earliest([prepared.before, conditions.before]),
  };
}
