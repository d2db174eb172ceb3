import {
  type Channel,
  type Fact,
  type FactTypeId,
  type Instant,
  isErased,
  type SubjectId,
} from "@throughline/core";
import { checkOwner } from "./access.js";
import type { AskCount } from "./asks.js";
import { effective, factOf } from "./facts.js";
import { type ActOptions, type Foundation, journeyRecord } from "./foundation.js";
import type { HandoffState } from "./handoff.js";
import type { OfferReason } from "./handoff-model.js";
import type { HandoffStatus } from "./handoff-states.js";
import type { JourneyState } from "./journey.js";
import type { Audience, DefinitionRef, Step } from "./model.js";

/** A handoff as the person sees it. */
export interface HandoffView {
  /** Its id. */
  readonly handoffId: string;
  /** Where it stands. */
  readonly status: HandoffStatus;
  /** Whom it is for. */
  readonly audience: Audience;
  /** Why. */
  readonly reason: OfferReason;
  /** When it was offered. */
  readonly offeredAt: Instant;
  /** Until when it can be claimed. */
  readonly offeredUntil: Instant;
}

/** A journey as the person it belongs to sees it. */
export interface JourneyView {
  /** Its id. */
  readonly journeyId: string;
  /** The version of its record. */
  readonly version: number;
  /** Whether it still goes on. */
  readonly status: "open" | "completed";
  /** The service it is in. */
  readonly definition: DefinitionRef;
  /** Where it started. */
  readonly channel: Channel;
  /** Whose it is. Absent while nobody is known. */
  readonly subject?: SubjectId;
  /** What counts, one fact for each known type. */
  readonly facts: readonly Fact[];
  /** What each source said, by type, oldest first. */
  readonly candidates: Readonly<Record<FactTypeId, readonly Fact[]>>;
  /** How often each fact was asked for. */
  readonly asks: Readonly<Record<FactTypeId, AskCount>>;
  /** The steps that were reached. */
  readonly steps: readonly Step[];
  /** Its handoffs, oldest first. */
  readonly handoffs: readonly HandoffView[];
}

function handoffView({ terms, status, offeredAt }: HandoffState): readonly HandoffView[] {
  if (!terms) return [];
  const { id, audience, reason, offeredUntil } = terms;
  return [{ handoffId: id, status, audience, reason, offeredAt, offeredUntil }];
}

function factViews(facts: JourneyState["facts"], now: Instant): Pick<JourneyView, "facts" | "candidates"> {
  const entries = Object.entries(facts);
  return {
    facts: entries.flatMap(([, candidates]) => effective(candidates, now)).map(factOf),
    candidates: Object.fromEntries(
      entries.map(([type, candidates]) => [
        type,
        candidates.filter(({ value }) => !isErased(value)).map(factOf),
      ]),
    ),
  };
}

/** The journey, for the person it belongs to. */
export async function viewJourney(
  foundation: Foundation,
  journeyId: string,
  { actor }: Pick<ActOptions, "actor">,
): Promise<JourneyView> {
  const { state, version, now } = await foundation.journeys.load(journeyRecord(journeyId));
  checkOwner(state, actor);
  const handoffs: HandoffView[] = [];
  for await (const found of foundation.ledger.find({ kind: "handoff", name: "journey", value: journeyId })) {
    handoffs.push(...handoffView(await foundation.handoffs.read(found)));
  }
  const { definition, channel, subject, asks, steps, status } = state;
  return {
    journeyId,
    version,
    status: status === "completed" ? status : "open",
    definition,
    channel,
    ...(subject === undefined ? {} : { subject }),
    ...factViews(state.facts, now),
    asks,
    steps,
    handoffs,
  };
}
