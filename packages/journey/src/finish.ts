import { type Actor, type Fact, type Fields, factSchema, type Prepared } from "@throughline/core";
import * as z from "zod";
import { checkOwner } from "./access.js";
import { attempt } from "./attempt.js";
import { type Coverage, conditioned, hasMoved, writeCoverage } from "./coverage.js";
import { JourneyError } from "./errors.js";
import {
  type ActOptions,
  type Foundation,
  handoffRecord,
  journeyRecord,
  keyed,
  parsed,
} from "./foundation.js";
import type { HandoffCommand, HandoffTerms } from "./handoff.js";
import { type DeclineReason, declineReasons, type ReturnReason, returnReasons } from "./handoff-model.js";
import { holdingOf } from "./holding.js";
import { type Grant, grantSchema } from "./model.js";
import { type CheckedFacts, checkedFacts } from "./recording.js";

/** How a holder's work ended well. */
export interface CompleteInput {
  /** What came out of it, written in the same commit. */
  readonly facts?: readonly Fact[];
  /** True: the whole journey is finished with it. Default: false. */
  readonly finishJourney?: boolean;
}

const completeInput: z.ZodType<CompleteInput> = z.strictObject({
  facts: z.array(factSchema).max(100).exactOptional(),
  finishJourney: z.boolean().exactOptional(),
} satisfies Fields<CompleteInput>);

interface Outcome extends CheckedFacts {
  readonly finish: boolean;
}

/** What the end of a handoff writes to its journey: outcome facts first, then that it is finished. */
async function outcomeOf(
  foundation: Foundation,
  terms: HandoffTerms,
  outcome: Outcome,
  actor: Actor,
): Promise<readonly Prepared[]> {
  const { facts, finish } = outcome;
  if (facts.length === 0 && !finish) return [];
  const journey = await foundation.journeys.load(journeyRecord(terms.journey));
  const types = facts.map(({ type }) => type);
  const coverage: Coverage = await writeCoverage(foundation, journey.state, terms, types);
  const { channel } = terms.audience;
  const command = { type: "conclude", ...outcome, channel, handoff: terms.id } as const;
  const prepared = await foundation.journeys.prepare(journey.record, command, { actor });
  if (hasMoved(journey, prepared)) return await outcomeOf(foundation, terms, outcome, actor);
  return [conditioned(prepared, coverage)];
}

/** Completes a handoff, its outcome and, if so, its journey, all in one commit. */
export async function completeHandoff(
  foundation: Foundation,
  given: Grant,
  input: CompleteInput,
  options: ActOptions,
): Promise<void> {
  const { actor } = options;
  const grant = parsed(grantSchema, given);
  const { facts: said = [], finishJourney: finish = false } = parsed(completeInput, input);
  const checked = checkedFacts(foundation, said);
  const outcome = finish ? "journey-finished" : "done";
  const command = { type: "complete", epoch: grant.epoch, outcome } as const;
  const decide = async () => {
    const holding = await holdingOf(foundation, grant, actor, { act: "complete" });
    const at = { actor, expectedVersion: grant.version };
    const completed = await foundation.handoffs.prepare(holding.handoff.record, command, at);
    return [completed, ...(await outcomeOf(foundation, holding.terms, { ...checked, finish }, actor))];
  };
  const key = keyed(foundation, "handoff.complete", options, [{ ...grant }, said, finish]);
  await attempt(foundation, decide, { ...key, grant });
}

type HolderCommand = Extract<HandoffCommand, { readonly type: "return" | "decline" }>;

async function giveBack(
  foundation: Foundation,
  grant: Grant,
  command: HolderCommand,
  options: ActOptions,
): Promise<void> {
  const { actor } = options;
  const decide = async () => {
    const { handoff } = await holdingOf(foundation, grant, actor, { act: command.type });
    return [
      await foundation.handoffs.prepare(handoff.record, command, { actor, expectedVersion: grant.version }),
    ];
  };
  const key = keyed(foundation, `handoff.${command.type}`, options, [{ ...grant }, command]);
  await attempt(foundation, decide, { ...key, grant });
}

/** Gives a handoff back unfinished. */
export async function returnHandoff(
  foundation: Foundation,
  given: Grant,
  reason: ReturnReason,
  options: ActOptions,
): Promise<void> {
  const grant = parsed(grantSchema, given);
  const checked = parsed(z.enum(returnReasons), reason);
  await giveBack(foundation, grant, { type: "return", epoch: grant.epoch, reason: checked }, options);
}

/** Declines a claimed handoff before anything was seen. */
export async function declineHandoff(
  foundation: Foundation,
  given: Grant,
  reason: DeclineReason,
  options: ActOptions,
): Promise<void> {
  const grant = parsed(grantSchema, given);
  const checked = parsed(z.enum(declineReasons), reason);
  await giveBack(foundation, grant, { type: "decline", epoch: grant.epoch, reason: checked }, options);
}

/** Takes an offer or a handoff back: the person's own act, at any time. */
export async function takeBack(
  foundation: Foundation,
  handoffId: string,
  act: "withdraw" | "recall",
  options: ActOptions,
): Promise<void> {
  const record = handoffRecord(handoffId);
  const { state } = await foundation.handoffs.load(record);
  if (!state.terms) throw new JourneyError("journey/not-found");
  const { actor } = options;
  checkOwner((await foundation.journeys.load(journeyRecord(state.terms.journey))).state, actor);
  const command = act === "withdraw" ? ({ type: act } as const) : ({ type: act, cause: "person" } as const);
  await foundation.handoffs.handle(record, command, {
    actor,
    ...keyed(foundation, `handoff.${act}`, options, [handoffId, act]),
  });
}

/** Finishes a journey without a holder: the person's own last act. */
export async function finishJourney(
  foundation: Foundation,
  journeyId: string,
  options: ActOptions,
): Promise<void> {
  const command = { type: "conclude", facts: [], several: [], finish: true } as const;
  await foundation.journeys.handle(journeyRecord(journeyId), command, {
    actor: options.actor,
    ...keyed(foundation, "journey.finish", options, journeyId),
  });
}
