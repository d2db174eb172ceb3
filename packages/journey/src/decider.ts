import {
  applyRule,
  type CommandRules,
  type Context,
  type Decided,
  type Decider,
  type Fact,
} from "@throughline/core";
import { checkBinder, checkOwner, ownerOf } from "./access.js";
import { classifyAsk } from "./asks.js";
import { JourneyError } from "./errors.js";
import { evolveJourney } from "./evolve.js";
import { candidateOf } from "./facts.js";
import type { Happening, JourneyCommand, JourneyEvent, JourneyState } from "./journey.js";
import { partyOf } from "./model.js";
import { checkProvenance } from "./provenance.js";

function happening(context: Context, handoff?: string): Happening {
  return { by: partyOf(context.actor), at: context.now, ...(handoff === undefined ? {} : { handoff }) };
}

/** The person the journey belongs to writes freely; a member of staff only as the holder of a handoff. */
function checkWriter(
  state: JourneyState,
  { handoff }: { readonly handoff?: string },
  { actor }: Context,
): void {
  if (handoff === undefined) checkOwner(state, actor);
  else if (actor.kind !== "staff") throw new JourneyError("journey/not-yours");
  if (state.status === "none") throw new JourneyError("journey/not-found");
  if (state.status === "completed") throw new JourneyError("journey/closed");
}

/** Who a new journey may belong to. Staff take a journey over; they do not own one. */
function checkStarter(subject: string | undefined, { actor }: Context): void {
  const isFit = {
    person: subject === actor.id,
    anonymous: subject === undefined,
    agent: subject !== undefined && subject === actor.onBehalfOf,
    service: true,
    staff: false,
  } as const;
  if (!isFit[actor.kind]) throw new JourneyError("journey/not-yours");
}

const rules: CommandRules<JourneyState, JourneyCommand, readonly JourneyEvent[]> = {
  start: (state, command, context) => {
    const { type: _, ...begun } = command;
    if (state.status !== "none") return [];
    checkStarter(begun.subject, context);
    return [{ type: "journey.started", data: { ...begun, ...happening(context) } }];
  },
  bind: (state, { subject }, context) => {
    checkBinder(state, context.actor);
    if (state.subject === subject) return [];
    if (state.subject !== undefined) throw new JourneyError("journey/already-bound");
    checkWriter(state, {}, context);
    return [{ type: "journey.bound", data: { subject, ...happening(context) } }];
  },
  record: (state, { facts, several, channel, handoff }, context) => {
    checkWriter(state, handoff === undefined ? {} : { handoff }, context);
    checkProvenance(facts, context.actor, channel);
    if (facts.length === 0) return [];
    const mark = (fact: Fact) => candidateOf(fact, ownerOf(state), context.now, several.includes(fact.type));
    const candidates = facts.map(mark);
    return [{ type: "journey.recorded", data: { facts: candidates, ...happening(context, handoff) } }];
  },
  ask: (state, { ask, hindrance, handoff }, context) => {
    checkWriter(state, handoff === undefined ? {} : { handoff }, context);
    const isAsk = ask.how === "asked";
    const bucket = isAsk ? { bucket: classifyAsk(state.facts, ask.type, context.now, hindrance) } : {};
    return [{ type: "journey.asked", data: { ...ask, ...bucket, ...happening(context, handoff) } }];
  },
  reach: (state, { step, handoff }, context) => {
    checkWriter(state, handoff === undefined ? {} : { handoff }, context);
    return [{ type: "journey.step-reached", data: { ...step, ...happening(context, handoff) } }];
  },
  read: (state, { release, handoff }, context) => {
    checkWriter(state, { handoff }, context);
    return [{ type: "journey.read", data: { ...release, ...happening(context, handoff) } }];
  },
  conclude: (state, { finish, ...outcome }, context) => {
    const recorded = rules.record(state, { ...outcome, type: "record" }, context);
    const completed = { type: "journey.completed", data: happening(context, outcome.handoff) } as const;
    return finish ? [...recorded, completed] : recorded;
  },
};

function decide(state: JourneyState, command: JourneyCommand, context: Context): Decided<JourneyEvent> {
  return { events: applyRule(rules, state, command, context) };
}

/** The law of journeys. */
export const journeyDecider: Decider<JourneyState, JourneyCommand, JourneyEvent> = {
  kind: "journey",
  version: 1,
  initial: {
    status: "none",
    id: "",
    definition: { id: "", version: 0 },
    channel: "web",
    startedBy: { kind: "service", id: "", organisation: "" },
    facts: {},
    asks: {},
    steps: [],
  },
  decide,
  evolve: evolveJourney,
  keys: ({ subject }) => (subject === undefined ? [] : [{ name: "subject", value: subject }]),
  partition: ownerOf,
};
