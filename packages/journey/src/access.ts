import type { Actor, ActorKind } from "@throughline/core";
import { JourneyError } from "./errors.js";
import type { JourneyState } from "./journey.js";

type Owns = (state: JourneyState, actor: Actor) => boolean;

/** Whose journey it is, for each kind of actor. Staff act by grant only. */
const owns: Readonly<Record<ActorKind, Owns>> = {
  person: ({ subject }, actor) => subject !== undefined && subject === actor.id,
  anonymous: ({ subject, startedBy }, actor) =>
    subject === undefined && startedBy.kind === "anonymous" && startedBy.id === actor.id,
  agent: ({ subject }, actor) => subject !== undefined && subject === actor.onBehalfOf,
  service: () => true,
  staff: () => false,
};

/**
 * Refuses who is neither the person behind the journey nor somebody who acts for them. A pseudonym means something in
 * its own organisation only.
 *
 * @throws JourneyError `journey/not-yours`; `journey/not-found` where there is no journey.
 */
export function checkOwner(state: JourneyState, actor: Actor): void {
  if (state.status === "none") throw new JourneyError("journey/not-found");
  const isHome = actor.organisation === state.startedBy.organisation;
  if (!isHome || !owns[actor.kind](state, actor)) throw new JourneyError("journey/not-yours");
}

/**
 * Refuses who may not say whose journey it is: its owner, or the anonymous party that started it, may; a signed-in
 * stranger who has learned its id may not.
 *
 * @throws JourneyError `journey/not-yours`; `journey/not-found` where there is no journey.
 */
export function checkBinder(state: JourneyState, actor: Actor): void {
  const { kind, id, organisation } = state.startedBy;
  const isStarter = kind === "anonymous" && actor.kind === kind && actor.id === id;
  if (!isStarter || actor.organisation !== organisation) checkOwner(state, actor);
}

/** Whose key the journey's personal data is marked with: the person, or the journey itself while nobody is known. */
export function ownerOf(state: JourneyState): string {
  return state.subject ?? state.id;
}
