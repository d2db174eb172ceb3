import {
  type Actor,
  addSeconds,
  applyRule,
  type CommandRules,
  type Context,
  type Decided,
  type Decider,
  type Instant,
} from "@throughline/core";
import { sameMac } from "./code-secret.js";
import { JourneyError } from "./errors.js";
import type { Claim, HandoffCommand, HandoffEvent, HandoffState, HandoffTerms } from "./handoff.js";
import { evolveHandoff } from "./handoff-evolve.js";
import { handoffKeys, handoffTimers } from "./handoff-index.js";
import { checkPossible, type HandoffAct } from "./handoff-states.js";
import { isSameParty, partyOf, presenceChannels } from "./model.js";
import { personCheckPlaces } from "./person-check.js";

function termsOf({ terms }: HandoffState): HandoffTerms {
  if (!terms) throw new JourneyError("journey/not-found");
  return terms;
}

/** Event particulars that every act has. */
function happening({ actor, now }: Context) {
  return { by: partyOf(actor), at: now };
}

/**
 * Refuses who does not hold the handoff by this epoch, or no longer.
 *
 * @param act - What the holder wants to do.
 * @returns The holder's claim and until when it stands.
 * @throws JourneyError `journey/stale-epoch` for a former holder, `journey/not-yours` for somebody else's grant,
 * `journey/wrong-state` where the step does not fit.
 */
export function checkHolder(
  state: HandoffState,
  held: { readonly epoch: number; readonly act: HandoffAct },
  { actor, now }: Pick<Context, "actor" | "now">,
): { readonly claim: Claim; readonly until: Instant } {
  const { claim, until, epoch } = state;
  termsOf(state);
  if (!claim || until === undefined || epoch !== held.epoch || now >= until) {
    throw new JourneyError("journey/stale-epoch", { details: { epoch: held.epoch } });
  }
  if (!isSameParty(claim.holder, actor)) throw new JourneyError("journey/not-yours");
  checkPossible(state.status, held.act);
  return { claim, until };
}

/** The claimant comes from the verified token, and fits the audience in organisation, unit and channel. */
function isAudience(
  { audience }: HandoffTerms,
  channel: string,
  { kind, organisation, unit }: Actor,
): boolean {
  return (
    kind === "staff" &&
    audience.organisation === organisation &&
    audience.unit === unit &&
    audience.channel === channel
  );
}

const rules: CommandRules<HandoffState, HandoffCommand, Decided<HandoffEvent>> = {
  offer: (state, { terms, code }, context) => {
    if (state.status !== "none") return { events: [] };
    return { events: [{ type: "handoff.offered", data: { terms, code, ...happening(context) } }] };
  },
  reissue: (state, { code }, context) => {
    checkPossible(state.status, "reissue");
    const { offeredUntil } = termsOf(state);
    if (context.now >= offeredUntil)
      throw new JourneyError("journey/wrong-state", { details: { act: "reissue" } });
    const data = { code: { ...code, generation: state.codes + 1 }, ...happening(context) };
    return { events: [{ type: "handoff.code-reissued", data }], before: offeredUntil };
  },
  claim: (state, { claimId, presence, proof, claimSeconds }, context) => {
    checkPossible(state.status, "claim");
    const terms = termsOf(state);
    const isProven = proof === undefined || (state.code !== undefined && sameMac(state.code.proof, proof));
    const isFit = isAudience(terms, presenceChannels[presence.kind], context.actor);
    if (!isProven || !isFit || context.now >= terms.offeredUntil) throw new JourneyError("journey/not-found");
    const via = proof === undefined ? "queue" : "code";
    const claim: Claim = { id: claimId, holder: partyOf(context.actor), presence, via, at: context.now };
    const until = addSeconds(context.now, claimSeconds);
    const data = { claim, until, ...happening(context) };
    return { events: [{ type: "handoff.claimed", data }], before: terms.offeredUntil };
  },
  accept: (state, { epoch, check, release, leaseSeconds }, context) => {
    const { claim, until: before } = checkHolder(state, { epoch, act: "accept" }, context);
    checkPersonCheckPlace(claim, check.level);
    const until = addSeconds(context.now, leaseSeconds);
    const data = { ...release, ...check, until, ...happening(context) };
    return { events: [{ type: "handoff.accepted", data }], before };
  },
  complete: (state, { epoch, outcome }, context) => {
    const { until: before } = checkHolder(state, { epoch, act: "complete" }, context);
    return { events: [{ type: "handoff.completed", data: { outcome, ...happening(context) } }], before };
  },
  return: (state, { epoch, reason }, context) => {
    const { until: before } = checkHolder(state, { epoch, act: "return" }, context);
    return { events: [{ type: "handoff.returned", data: { reason, ...happening(context) } }], before };
  },
  decline: (state, { epoch, reason }, context) => {
    const { until: before } = checkHolder(state, { epoch, act: "decline" }, context);
    return { events: [{ type: "handoff.declined", data: { reason, ...happening(context) } }], before };
  },
  withdraw: (state, _, context) => {
    checkPossible(state.status, "withdraw");
    return { events: [{ type: "handoff.withdrawn", data: happening(context) }] };
  },
  recall: (state, { cause }, context) => {
    if (cause === "taken-over" && state.status !== "accepted") return { events: [] };
    checkPossible(state.status, "recall");
    return { events: [{ type: "handoff.recalled", data: { cause, ...happening(context) } }] };
  },
  lapse: (state, _, context) => ({ events: lapse(state, context) }),
};

/** Refuses a document check where nobody can see a document. */
export function checkPersonCheckPlace({ presence }: Claim, level: keyof typeof personCheckPlaces): void {
  if (!personCheckPlaces[level].includes(presence.kind)) {
    throw new JourneyError("journey/person-check-not-possible", {
      details: { level, presence: presence.kind },
    });
  }
}

/** What the passing of time does. Asking again, or too early, changes nothing. */
function lapse(state: HandoffState, context: Context): readonly HandoffEvent[] {
  const due = handoffTimers(state)[0]?.due;
  if (due === undefined || context.now < due) return [];
  const data = happening(context);
  if (state.status === "accepted")
    return [{ type: "handoff.returned", data: { reason: "lease-ended", ...data } }];
  const isOver = context.now >= termsOf(state).offeredUntil;
  return [{ type: isOver ? "handoff.expired" : "handoff.lapsed", data }];
}

/** The law of handoffs. */
export const handoffDecider: Decider<HandoffState, HandoffCommand, HandoffEvent> = {
  kind: "handoff",
  version: 1,
  initial: { status: "none", offeredAt: "", codes: 0, epoch: 0 },
  decide: (state, command, context) => applyRule(rules, state, command, context),
  evolve: evolveHandoff,
  keys: handoffKeys,
  timers: handoffTimers,
  partition: ({ terms }) => terms?.owner,
};
