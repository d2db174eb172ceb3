import {
  addSeconds,
  type FactTypeId,
  type Instant,
  idOf,
  newId,
  type Prepared,
  personal,
} from "@throughline/core";
import { checkOwner, ownerOf } from "./access.js";
import { attempt } from "./attempt.js";
import { coverageOf } from "./coverage.js";
import { JourneyError } from "./errors.js";
import {
  type ActOptions,
  type Foundation,
  handoffRecord,
  journeyRecord,
  keyed,
  parsed,
  type WriteOptions,
} from "./foundation.js";
import type { HandoffState, HandoffTerms } from "./handoff.js";
import { needsOf, type OfferInput, offerInput } from "./handoff-model.js";
import { holdingOf } from "./holding.js";
import type { JourneyState } from "./journey.js";
import { grantSchema, isSameParty } from "./model.js";
import { withPlaces } from "./places.js";

/** An offer that stands. */
export interface Offered {
  /** The handoff. */
  readonly handoffId: string;
  /** The code, `LLLL SSSS SSCC`. Shown this once; asking again burns it and gives another. */
  readonly code: string;
  /** Until when it can be claimed. */
  readonly offeredUntil: Instant;
  /** What the receiver would be shown if it accepted now after a strong person check. A forecast: acceptance decides. */
  readonly covered: readonly FactTypeId[];
  /** What it would not be shown, for want of consent or another lawful basis. */
  readonly withheld: readonly FactTypeId[];
}

function termsFor(
  id: string,
  input: OfferInput,
  journey: JourneyState,
  place: number,
  now: Instant,
): HandoffTerms {
  const { access = [], ...card } = input.card;
  const { audience, purpose, reason } = input;
  return {
    id,
    journey: journey.id,
    audience,
    purpose,
    needs: needsOf(input),
    reason,
    card,
    access: personal(ownerOf(journey), access),
    owner: ownerOf(journey),
    place,
    offeredUntil: addSeconds(now, input.ttlSeconds ?? 86_400),
  };
}

/** The person offers freely; a holder passes on what it holds, and by that has done its part. */
async function passingOn(
  foundation: Foundation,
  journey: JourneyState,
  options: WriteOptions,
): Promise<readonly Prepared<HandoffState>[]> {
  const { grant, actor } = options;
  if (!grant) {
    checkOwner(journey, actor);
    return [];
  }
  await holdingOf(foundation, grant, actor, { act: "complete", journey: journey.id });
  const command = { type: "complete", epoch: grant.epoch, outcome: "passed-on" } as const;
  const chosen = { actor, expectedVersion: grant.version };
  return [await foundation.handoffs.prepare(handoffRecord(grant.handoff), command, chosen)];
}

async function forecast(
  foundation: Foundation,
  { terms }: HandoffState,
): Promise<Pick<Offered, "covered" | "withheld" | "offeredUntil">> {
  if (!terms) throw new JourneyError("journey/not-found");
  const { state } = await foundation.journeys.load(journeyRecord(terms.journey));
  const { decisions } = await coverageOf(foundation, state, terms, terms.needs);
  const types = terms.needs.map(({ type }) => type);
  const isCovered = (type: FactTypeId) => decisions.get(type)?.permitted === true;
  return {
    offeredUntil: terms.offeredUntil,
    covered: types.filter(isCovered),
    withheld: types.filter((type) => !isCovered(type)),
  };
}

/** Offers a journey to a unit. */
export async function offerHandoff(
  foundation: Foundation,
  journeyId: string,
  input: OfferInput,
  given: WriteOptions,
): Promise<Offered> {
  const offer = parsed(offerInput, input);
  for (const { type } of needsOf(offer)) foundation.catalogue.factType(type);
  const grant = given.grant && parsed(grantSchema, given.grant);
  const options: WriteOptions = { ...given, ...(grant ? { grant } : {}) };
  const key = keyed(foundation, "handoff.offer", options, [journeyId, offer]);
  const id = newId("hnd");
  return await withPlaces(foundation, offer.audience, async ({ code, macs, offerPlace, codePlace }) => {
    const decide = async () => {
      const { state, now } = await foundation.journeys.load(journeyRecord(journeyId));
      const parting = await passingOn(foundation, state, options);
      if (state.status !== "open")
        throw new JourneyError(state.status === "none" ? "journey/not-found" : "journey/closed");
      const terms = termsFor(id, offer, state, offerPlace, now);
      const command = { type: "offer", terms, code: { ...macs, place: codePlace, generation: 1 } } as const;
      const offered = await foundation.handoffs.prepare(handoffRecord(id), command, { actor: options.actor });
      return [offered, ...parting];
    };
    const { commit, decisions } = await attempt(foundation, decide, { ...key, grant });
    const [first] = commit?.records ?? [];
    if (!decisions?.[0])
      return await reissueCode(foundation, first ? idOf(first.record) : "", { actor: options.actor });
    return { handoffId: id, code, ...(await forecast(foundation, decisions[0].state)) };
  });
}

/** Burns the open code of an offer and gives a new one. */
export async function reissueCode(
  foundation: Foundation,
  handoffId: string,
  { actor }: ActOptions,
): Promise<Offered> {
  const record = handoffRecord(handoffId);
  const { state } = await foundation.handoffs.load(record);
  if (!state.terms) throw new JourneyError("journey/not-found");
  if (!isSameParty(state.offeredBy, actor)) {
    checkOwner((await foundation.journeys.load(journeyRecord(state.terms.journey))).state, actor);
  }
  return await withPlaces(foundation, state.terms.audience, async ({ code, macs, codePlace }) => {
    const command = { type: "reissue", code: { ...macs, place: codePlace } } as const;
    const { state: reissued } = await foundation.handoffs.handle(record, command, { actor });
    return { handoffId, code, ...(await forecast(foundation, reissued)) };
  });
}
