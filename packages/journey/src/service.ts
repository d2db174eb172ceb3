import {
  type Catalogue,
  type ConsentGate,
  catalogue,
  createRepository,
  type Fact,
  type Ledger,
  type OrganisationId,
  type Quota,
  type Timers,
} from "@throughline/core";
import { type Accepted, type AcceptInput, acceptHandoff } from "./accept.js";
import type { AskInput } from "./asks.js";
import { type Claimed, type ClaimInput, claimByCode, claimFromQueue, type QueueClaimInput } from "./claim.js";
import type { Pepper } from "./code-secret.js";
import { journeyDecider } from "./decider.js";
import {
  type CompleteInput,
  completeHandoff,
  declineHandoff,
  finishJourney,
  returnHandoff,
  takeBack,
} from "./finish.js";
import type { ActOptions, Foundation, WriteOptions } from "./foundation.js";
import { handoffDecider } from "./handoff-decider.js";
import type { DeclineReason, OfferInput, ReturnReason } from "./handoff-model.js";
import type { Audience, Grant, StartInput, StepInput } from "./model.js";
import { type Offered, offerHandoff, reissueCode } from "./offer.js";
import { type QueuePage, type QueueTickets, queueTickets } from "./queue.js";
import { type ReadResult, readProjection } from "./read.js";
import { runHandoffTimers } from "./run-timers.js";
import { bindJourney, startJourney } from "./start.js";
import { type TimelineEntry, timelineOf } from "./timeline.js";
import { type JourneyView, viewJourney } from "./view.js";
import { reachStep, recordAsk, recordFacts, type Written } from "./write.js";

/** How journeys are made. */
export interface JourneysOptions {
  /** Where journeys and handoffs live. */
  readonly ledger: Ledger;
  /** Counts the tries of codes and person checks. */
  readonly quota: Quota;
  /** Says what may be released and written. */
  readonly consent: ConsentGate;
  /** The organisation whose journeys these are. */
  readonly organisation: OrganisationId;
  /** The secret under which codes are kept: at least 32 random bytes, never in the database. */
  readonly pepper: Pepper;
  /** The kinds of fact that are known, and how sensitive each is. Default: the published catalogue. */
  readonly catalogue?: Catalogue;
  /** From claim to acceptance, 60 to 3,600 seconds. Default 600. */
  readonly claimSeconds?: number;
  /** How long a holder holds, 60 to 86,400 seconds. Default 14,400. */
  readonly leaseSeconds?: number;
  /** How many codes one unit may have open in one channel, 1 to 2,000. Default 2,000. */
  readonly openCodesPerUnit?: number;
}

/** Journeys, and their handoff between channels and units. Every error has a {@link JourneyError} or ledger code. */
export interface Journeys {
  /** Starts a journey. An anonymous party may; its data is marked with the journey until a person is known. */
  start(input: StartInput, options: ActOptions): Promise<Written>;
  /**
   * Says whose an anonymous journey is, once. By the anonymous party that started it or a service of the organisation;
   * the subject must come from a verified sign-in. Throws `journey/already-bound`.
   */
  bind(journeyId: string, subject: string, options: ActOptions): Promise<Written>;
  /** Records facts: the person's own, or a holder's under its grant. Throws `journey/stale-epoch`, `journey/not-permitted`. */
  record(journeyId: string, facts: readonly Fact[], options: WriteOptions): Promise<Written>;
  /** Records that a fact was asked for or confirmed, so that being asked twice can be measured. */
  recordAsk(journeyId: string, ask: AskInput, options: WriteOptions): Promise<Written>;
  /** Records that a step was reached. */
  reach(journeyId: string, step: StepInput, options: WriteOptions): Promise<Written>;
  /** Finishes a journey without a holder. */
  finish(journeyId: string, options: ActOptions): Promise<void>;
  /** The journey, for the person it belongs to. */
  get(journeyId: string, options: Pick<ActOptions, "actor">): Promise<JourneyView>;
  /** Who did what, where and when, and saw what. */
  timeline(journeyId: string, options: Pick<ActOptions, "actor">): Promise<readonly TimelineEntry[]>;
  /** Offers the journey to a unit and gives the code, once. With a grant: passes on what the holder holds. */
  offer(journeyId: string, input: OfferInput, options: WriteOptions): Promise<Offered>;
  /** Burns the code of an offer and gives a new one. */
  reissueCode(handoffId: string, options: ActOptions): Promise<Offered>;
  /** Claims by code. Throws `journey/code-malformed`, `journey/code-check` at no cost, `journey/locked` over budget. */
  claim(input: ClaimInput, options: ActOptions): Promise<Claimed>;
  /** Claims from the queue of the officer's own unit. */
  claimFromQueue(handoffId: string, input: QueueClaimInput, options: ActOptions): Promise<Claimed>;
  /** Accepts after the person check, and releases what is covered. */
  accept(grant: Grant, input: AcceptInput, options: ActOptions): Promise<Accepted>;
  /** Reads the projection again; the reading is recorded and consent asked anew. */
  read(grant: Grant, options: ActOptions): Promise<ReadResult>;
  /** Completes a handoff, with its outcome in the same commit. */
  complete(grant: Grant, input: CompleteInput, options: ActOptions): Promise<void>;
  /** Gives an accepted handoff back unfinished. */
  return(grant: Grant, reason: ReturnReason, options: ActOptions): Promise<void>;
  /** Declines a claimed handoff. */
  decline(grant: Grant, reason: DeclineReason, options: ActOptions): Promise<void>;
  /** The person takes an offer back. */
  withdraw(handoffId: string, options: ActOptions): Promise<void>;
  /** The person takes a claimed or accepted handoff back; the holder's grant is worth nothing from then on. */
  recall(handoffId: string, options: ActOptions): Promise<void>;
  /** What waits for a unit, in the order in which it was offered. */
  queue(audience: Audience, page: QueuePage, options: ActOptions): Promise<QueueTickets>;
  /** Deals with what is due. Run it at least every minute: until then ended offers keep their places. */
  runTimers(timers: Timers, options?: { readonly limit?: number }): Promise<number>;
}

function within(name: string, value: number, least: number, most: number): number {
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new RangeError(`${name} is a whole number from ${least} to ${most}.`);
  }
  return value;
}

function foundationOf(options: JourneysOptions): Foundation {
  const { ledger, quota, consent, organisation, pepper } = options;
  if (organisation.length === 0) throw new RangeError("organisation is not empty.");
  return {
    ledger,
    quota,
    consent,
    organisation,
    pepper,
    catalogue: options.catalogue ?? catalogue,
    claimSeconds: within("claimSeconds", options.claimSeconds ?? 600, 60, 3600),
    leaseSeconds: within("leaseSeconds", options.leaseSeconds ?? 14_400, 60, 86_400),
    openCodesPerUnit: within("openCodesPerUnit", options.openCodesPerUnit ?? 2000, 1, 2000),
    journeys: createRepository(ledger, journeyDecider),
    handoffs: createRepository(ledger, handoffDecider),
  };
}

/** Makes journeys on a ledger. Nonsense options throw `RangeError` here, not at first use. */
export function createJourneys(options: JourneysOptions): Journeys {
  const foundation = foundationOf(options);
  return {
    start: (input, act) => startJourney(foundation, input, act),
    bind: (journeyId, subject, act) => bindJourney(foundation, journeyId, subject, act),
    record: (journeyId, facts, act) => recordFacts(foundation, journeyId, facts, act),
    recordAsk: (journeyId, ask, act) => recordAsk(foundation, journeyId, ask, act),
    reach: (journeyId, step, act) => reachStep(foundation, journeyId, step, act),
    finish: (journeyId, act) => finishJourney(foundation, journeyId, act),
    get: (journeyId, act) => viewJourney(foundation, journeyId, act),
    timeline: (journeyId, act) => timelineOf(foundation, journeyId, act),
    offer: (journeyId, input, act) => offerHandoff(foundation, journeyId, input, act),
    reissueCode: (handoffId, act) => reissueCode(foundation, handoffId, act),
    claim: (input, act) => claimByCode(foundation, input, act),
    claimFromQueue: (handoffId, input, act) => claimFromQueue(foundation, handoffId, input, act),
    accept: (grant, input, act) => acceptHandoff(foundation, grant, input, act),
    read: (grant, act) => readProjection(foundation, grant, act),
    complete: (grant, input, act) => completeHandoff(foundation, grant, input, act),
    return: (grant, reason, act) => returnHandoff(foundation, grant, reason, act),
    decline: (grant, reason, act) => declineHandoff(foundation, grant, reason, act),
    withdraw: (handoffId, act) => takeBack(foundation, handoffId, "withdraw", act),
    recall: (handoffId, act) => takeBack(foundation, handoffId, "recall", act),
    queue: (audience, page, act) => queueTickets(foundation, audience, page, act),
    runTimers: (timers, { limit = 100 } = {}) => runHandoffTimers(foundation, timers, limit),
  };
}
