import type { Actor, Guard, Instant, Loaded } from "@throughline/core";
import { JourneyError } from "./errors.js";
import { type Foundation, handoffRecord } from "./foundation.js";
import type { HandoffState, HandoffTerms } from "./handoff.js";
import { checkHolder } from "./handoff-decider.js";
import type { HandoffAct } from "./handoff-states.js";
import type { Grant } from "./model.js";

/** A handoff that its holder was found to hold. */
export interface Holding {
  /** The handoff. */
  readonly handoff: Loaded<HandoffState>;
  /** What was agreed. */
  readonly terms: HandoffTerms;
  /** Until when the holder holds it. */
  readonly until: Instant;
}

/** The condition that a grant puts on a commit. */
export function guardOf({ handoff, version }: Grant): Guard {
  return { record: handoffRecord(handoff), version };
}

/**
 * Loads the handoff behind a grant and checks that the actor holds it.
 *
 * @param journey - If given, the journey that the handoff must be of.
 * @throws JourneyError `journey/stale-epoch`, `journey/not-yours`, `journey/wrong-state`, `journey/not-found`.
 */
export async function holdingOf(
  { handoffs }: Foundation,
  grant: Grant,
  actor: Actor,
  { act, journey }: { readonly act: HandoffAct; readonly journey?: string },
): Promise<Holding> {
  const handoff = await handoffs.load(handoffRecord(grant.handoff));
  const { state, version, now } = handoff;
  const { until } = checkHolder(state, { epoch: grant.epoch, act }, { actor, now });
  if (version !== grant.version)
    throw new JourneyError("journey/stale-epoch", { details: { epoch: grant.epoch } });
  const { terms } = state;
  if (!terms || (journey !== undefined && terms.journey !== journey))
    throw new JourneyError("journey/not-found");
  return { handoff, terms, until };
}
