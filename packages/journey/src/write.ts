import type { Fact, Prepared } from "@throughline/core";
import { type AskHindrance, type AskInput, askInput } from "./asks.js";
import { attempt } from "./attempt.js";
import { type Coverage, conditioned, coverageOf, hasMoved, purposeOf, writeCoverage } from "./coverage.js";
import { type Foundation, journeyRecord, keyed, parsed, type WriteOptions } from "./foundation.js";
import { guardOf, type Holding, holdingOf } from "./holding.js";
import type { JourneyCommand, JourneyState } from "./journey.js";
import { grantSchema, type StepInput, stepInput } from "./model.js";
import { checkedFacts, isSensitive } from "./recording.js";

/** Where a journey stands after a write. */
export interface Written {
  /** The journey. */
  readonly journeyId: string;
  /** The version of its record. */
  readonly version: number;
}

const nothing: Coverage = { decisions: new Map(), requires: [] };

interface Write {
  readonly operation: string;
  readonly input: unknown;
  /** What covers the write of a holder; also says what the command depends on. */
  readonly cover: (journey: JourneyState, holding: Holding) => Promise<Coverage>;
  readonly command: (holding: Holding | undefined, coverage: Coverage) => JourneyCommand;
}

/** One write to a journey: by the person, or by the holder under the holder's own grant. */
async function write(
  foundation: Foundation,
  journeyId: string,
  plan: Write,
  options: WriteOptions,
): Promise<Written> {
  const record = journeyRecord(journeyId);
  const { actor } = options;
  const grant = options.grant && parsed(grantSchema, options.grant);
  const decide = async (): Promise<readonly [Prepared<JourneyState>]> => {
    const journey = await foundation.journeys.load(record);
    const held = grant && (await holdingOf(foundation, grant, actor, { act: "work", journey: journeyId }));
    const coverage = held ? await plan.cover(journey.state, held) : nothing;
    const command = plan.command(held, coverage);
    const prepared = await foundation.journeys.prepare(record, command, { actor });
    if (hasMoved(journey, prepared)) return await decide();
    return [conditioned(conditioned(prepared, coverage), { before: held?.until })];
  };
  const { decisions } = await attempt(foundation, decide, {
    ...keyed(foundation, plan.operation, options, [journeyId, plan.input]),
    ...(grant ? { requires: [guardOf(grant)] } : {}),
    grant,
  });
  return { journeyId, version: decisions?.[0].version ?? (await foundation.journeys.load(record)).version };
}

function under(holding: Holding | undefined): { readonly handoff?: string } {
  return holding ? { handoff: holding.terms.id } : {};
}

/** Records facts. */
export async function recordFacts(
  foundation: Foundation,
  journeyId: string,
  input: readonly Fact[],
  options: WriteOptions,
): Promise<Written> {
  const { facts, several } = checkedFacts(foundation, input);
  const plan: Write = {
    operation: "journey.record",
    input: facts,
    cover: (journey, { terms }) =>
      writeCoverage(
        foundation,
        journey,
        terms,
        facts.map(({ type }) => type),
      ),
    command: (holding) => ({
      type: "record",
      facts,
      several,
      ...(holding ? { channel: holding.terms.audience.channel } : {}),
      ...under(holding),
    }),
  };
  return await write(foundation, journeyId, plan, options);
}

/** What kept a holder from what the journey knows: nothing, consent, or the strength of the person check. */
function hindranceOf(
  foundation: Foundation,
  { type }: AskInput,
  holding: Holding | undefined,
  coverage: Coverage,
): AskHindrance {
  if (!holding) return "none";
  if (coverage.decisions.get(type)?.permitted !== true) return "consent";
  return holding.handoff.state.level === "P1" && isSensitive(foundation, type) ? "undetermined" : "none";
}

/** Records that a person was asked for a fact or confirmed one. */
export async function recordAsk(
  foundation: Foundation,
  journeyId: string,
  input: AskInput,
  options: WriteOptions,
): Promise<Written> {
  const ask = parsed(askInput, input);
  const plan: Write = {
    operation: "journey.ask",
    input: ask,
    cover: (journey, { terms }) =>
      coverageOf(foundation, journey, terms, [{ type: ask.type, purpose: purposeOf(terms, ask.type) }]),
    command: (holding, coverage) => ({
      type: "ask",
      ask,
      hindrance: hindranceOf(foundation, ask, holding, coverage),
      ...under(holding),
    }),
  };
  return await write(foundation, journeyId, plan, options);
}

/** Records that a step of the service was reached. */
export async function reachStep(
  foundation: Foundation,
  journeyId: string,
  input: StepInput,
  options: WriteOptions,
): Promise<Written> {
  const step = parsed(stepInput, input);
  const plan: Write = {
    operation: "journey.reach",
    input: step,
    cover: async () => nothing,
    command: (holding) => ({ type: "reach", step, ...under(holding) }),
  };
  return await write(foundation, journeyId, plan, options);
}
