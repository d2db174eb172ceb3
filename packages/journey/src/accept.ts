import {
  type Actor,
  type CalendarDate,
  type Instant,
  isThroughlineError,
  type Prepared,
} from "@throughline/core";
import { attempt } from "./attempt.js";
import { conditioned } from "./coverage.js";
import { JourneyError } from "./errors.js";
import { candidatesOf, effective, factOf } from "./facts.js";
import {
  type ActOptions,
  type Foundation,
  handoffRecord,
  journeyRecord,
  keyed,
  parsed,
} from "./foundation.js";
import type { HandoffState } from "./handoff.js";
import { checkPersonCheckPlace } from "./handoff-decider.js";
import { openOffersPerJourney } from "./handoff-index.js";
import { type Holding, holdingOf } from "./holding.js";
import { type Grant, grantSchema } from "./model.js";
import { type PersonCheck, personCheckSchema } from "./person-check.js";
import type { Projection } from "./projection.js";
import { readProjection } from "./read.js";
import { prepareRelease, type Release } from "./release.js";
import { reservePersonCheck } from "./tries.js";

/** An acceptance with what it releases, or that the person was not the right one. */
export type Accepted =
  | {
      readonly ok: true;
      /** Replaces the grant of the claim. */
      readonly grant: Grant;
      /** What the holder may see. */
      readonly projection: Projection;
      /** Until when the holder holds it. */
      readonly until: Instant;
    }
  | {
      readonly ok: false;
      readonly reason: "person-check";
      /** Tries left in the life of this handoff. At 0 only a document helps, or a new offer. */
      readonly triesLeft: number;
    };

/** What acceptance needs besides the grant of the claim. */
export interface AcceptInput {
  /** How the person was checked. */
  readonly personCheck: PersonCheck;
}

type CheckResult = { readonly ok: true } | Extract<Accepted, { readonly ok: false }>;

async function isBirthday({ journeys }: Foundation, journeyId: string, said: CalendarDate): Promise<boolean> {
  const { state, now } = await journeys.load(journeyRecord(journeyId));
  const [known] = effective(candidatesOf(state.facts, "person.date-of-birth"), now);
  return known !== undefined && factOf(known).value === said;
}

/** Checks the person. Every wrong answer and every missing one looks the same. */
async function checkPerson(
  foundation: Foundation,
  { terms, handoff }: Holding,
  check: PersonCheck,
): Promise<CheckResult> {
  if (handoff.state.claim) checkPersonCheckPlace(handoff.state.claim, check.level);
  if (check.level !== "P1") return { ok: true };
  const { granted, remaining } = await reservePersonCheck(foundation, terms.id, handoff.now);
  const isRight = granted && (await isBirthday(foundation, terms.journey, check.dateOfBirth));
  return isRight ? { ok: true } : { ok: false, reason: "person-check", triesLeft: remaining };
}

/** The journey's holder until now, if there is one: who accepts takes over. */
async function takingOver(
  { ledger, handoffs }: Foundation,
  journeyId: string,
  actor: Actor,
): Promise<readonly Prepared[]> {
  const command = { type: "recall", cause: "taken-over" } as const;
  for await (const { record } of ledger.find({ kind: "handoff", name: "holder", value: journeyId })) {
    return [await handoffs.prepare(record, command, { actor })];
  }
  return [];
}

interface Plan {
  readonly grant: Grant;
  readonly actor: Actor;
  readonly check: PersonCheck;
}

type Decisions = readonly [Prepared<HandoffState>, ...Prepared[]];

/** Decides everything at one instant: who holds it, what is known, what is covered. */
async function decideAcceptance(
  foundation: Foundation,
  plan: Plan,
  keep: (release: Release) => void,
): Promise<Decisions> {
  const { grant, actor, check } = plan;
  const { terms } = await holdingOf(foundation, grant, actor, { act: "accept" });
  const journey = await foundation.journeys.load(journeyRecord(terms.journey));
  if (journey.state.status !== "open") throw new JourneyError("journey/closed");
  const release = await prepareRelease(foundation, journey, terms, check.level);
  keep(release);
  const method = check.level === "P1" ? "date-of-birth" : check.document;
  const { leaseSeconds, handoffs } = foundation;
  const { epoch, version } = grant;
  const accept = { level: check.level, method };
  const command = { type: "accept", epoch, check: accept, release: release.record, leaseSeconds } as const;
  const accepted = await handoffs.prepare(handoffRecord(grant.handoff), command, {
    actor,
    expectedVersion: version,
  });
  const facts = { record: journey.record, version: journey.version };
  const bound = conditioned(accepted, { requires: [...release.requires, facts], before: release.before });
  return [bound, ...(await takingOver(foundation, terms.journey, actor))];
}

/** How many others may accept a handoff of the same journey meanwhile: each had an offer open. */
const mostRivals = openOffersPerJourney;

/** Of two that accept at once the ledger lets one be the holder; the other looks again, and takes over from it. */
async function amongRivals<Result>(accept: () => Promise<Result>): Promise<Result> {
  for (let rivals = 0; ; rivals += 1) {
    try {
      return await accept();
    } catch (error) {
      const isTaken = isThroughlineError(error, "ledger/key-taken") && error.details["name"] === "holder";
      if (!isTaken || rivals === mostRivals) throw error;
    }
  }
}

/**
 * Accepts a claimed handoff after the person check, and releases the projection: needs, and facts, and what consent or
 * another lawful basis covers at that instant. The commit requires all three not to have moved.
 */
export async function acceptHandoff(
  foundation: Foundation,
  given: Grant,
  input: AcceptInput,
  options: ActOptions,
): Promise<Accepted> {
  const { actor } = options;
  const grant = parsed(grantSchema, given);
  const check = parsed(personCheckSchema, input.personCheck);
  const key = keyed(foundation, "handoff.accept", options, [{ ...grant }, check.level]);
  const earlier =
    key.idempotencyKey && (await foundation.ledger.committed(key.idempotencyKey, key.fingerprint ?? ""));
  const [made] = earlier ? earlier.records : [];
  if (made) return await readProjection(foundation, { ...grant, version: made.version }, { actor });
  const checked = await checkPerson(
    foundation,
    await holdingOf(foundation, grant, actor, { act: "accept" }),
    check,
  );
  if (!checked.ok) return checked;
  let release: Release | undefined;
  const keep = (next: Release) => {
    release = next;
  };
  const decide = () => decideAcceptance(foundation, { grant, actor, check }, keep);
  const { commit, decisions } = await amongRivals(() => attempt(foundation, decide, { ...key, grant }));
  const [accepted] = commit?.records ?? [];
  const next = { ...grant, version: accepted?.version ?? grant.version };
  const until = decisions?.[0].state.until;
  if (!release || until === undefined) return await readProjection(foundation, next, { actor });
  return { ok: true, grant: next, projection: release.projection, until };
}
