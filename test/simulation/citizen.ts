import { type Actor, type Channel, timeOf } from "@throughline/core";
import type { OfferInput, WriteOptions } from "@throughline/journey";
import { assess, audienceOf, consented, portalOf, remind, told, type Unit } from "./catalogue.js";
import type { Hub } from "./hub.js";
import { purposeOf } from "./invariants/standing-consent.js";
import { insist, newFact, type Society, type Somebody } from "./people.js";

/** Somebody with a journey. */
export interface Citizen extends Somebody {
  readonly birthday: string;
  readonly channel: Channel;
  readonly journeyId: string;
  /** Under what else their data is kept: what was told before sign-in, under the journey. */
  readonly aliases?: readonly string[];
  /** The handoffs that were offered. */
  readonly handoffs: string[];
}

/** Ways in: as whom somebody acts in each channel. */
export const waysIn: readonly [Channel, ...Channel[]] = ["web", "web", "app", "kiosk", "agent", "paper"];

/** As whom a person acts in a channel. */
export function actorIn(channel: Channel, subject: string, { organisation }: Hub): Actor {
  if (channel === "kiosk") return { kind: "anonymous", id: `session-${subject}`, organisation };
  if (channel === "agent") return { kind: "agent", id: "helper-1", organisation, onBehalfOf: subject };
  if (channel === "paper") return portalOf(organisation);
  return { kind: "person", id: subject, organisation };
}

/** What is offered to a unit. */
export function offerTo({ organisation }: Hub, unit: Unit): OfferInput {
  return {
    audience: audienceOf(organisation, unit),
    purpose: assess.id,
    needs: told.map((type) => ({ type, purpose: purposeOf(type) ?? assess.id })),
    reason: "person-asks",
    card: { service: "Find support", language: "en" },
  };
}

/** Somebody looks at their journey, and asks themselves for what is not there. */
export async function answer(society: Society, citizen: Citizen): Promise<void> {
  const { random, knowledge } = society;
  const { actor, hub, journeyId, channel } = citizen;
  const known = knowledge(hub);
  const judge = known.look(journeyId);
  const seen = await insist(
    society,
    citizen,
    "looks",
    ({ journeys }) => journeys.get(journeyId, { actor }),
    [],
  );
  if (!seen.ok) return;
  const missing = told.filter((type) => seen.value.facts.every((fact) => fact.type !== type));
  judge({ facts: seen.value.facts, missing }, await timeOf(hub.store));
  const type = missing[random.below(missing.length)] ?? random.pick(told);
  const how = missing.length > 0 ? "asked" : "confirmed";
  const asked = { type, how, channel } as const;
  const write = async (key: string): Promise<WriteOptions> => ({ actor, idempotencyKey: key });
  const closed = ["journey/closed"];
  await insist(
    society,
    citizen,
    `is ${how} for ${type}`,
    async ({ journeys }, key) => journeys.recordAsk(journeyId, asked, await write(key)),
    closed,
  );
  const fact = newFact(society, citizen, channel, { type });
  const kept = await insist(
    society,
    citizen,
    `answers ${type}`,
    async ({ journeys }, key) => journeys.record(journeyId, [fact], await write(key)),
    closed,
  );
  if (kept.ok) known.promise(journeyId, fact);
}

/** Somebody says yes or no to a purpose, in a window of their own. */
export async function decideOn(
  society: Society,
  citizen: Citizen,
  outcome: "grant" | "refuse",
): Promise<void> {
  const { subject, hub } = citizen;
  const purpose = society.random.pick(consented);
  const actor = actorIn("web", subject, hub);
  await insist(
    society,
    citizen,
    `says ${outcome} to ${purpose.id}`,
    async ({ consent }, idempotencyKey) => {
      const [notice] = await consent.notices(purpose.id);
      const shown = { hash: notice?.renderings["en"] ?? "", language: "en" };
      const evidence = { kind: "web", control: "checkbox" } as const;
      const { id, facts, recipients } = purpose;
      const act = {
        subject,
        purpose: id,
        facts,
        recipients,
        notice: shown,
        channel: "web",
        evidence,
      } as const;
      return await consent[outcome]({ ...act, expression: "explicit" }, { actor, idempotencyKey });
    },
    [],
  );
}

/** Somebody takes a consent back. */
export async function withdrawFrom(society: Society, citizen: Citizen): Promise<void> {
  const { subject, hub, channel } = citizen;
  const { id } = society.random.pick(consented);
  const actor = actorIn("web", subject, hub);
  const withdrawal = { subject, purpose: id, channel };
  await insist(
    society,
    citizen,
    `withdraws from ${id}`,
    ({ consent }, idempotencyKey) => consent.withdraw(withdrawal, { actor, idempotencyKey }),
    [],
  );
}

/** Somebody wants a reminder. Whether they get it is for their consent to say. */
export async function wantReminder(society: Society, citizen: Citizen): Promise<void> {
  const { subject, name, hub } = citizen;
  const actor = portalOf(hub.organisation);
  const request = {
    template: "reminder",
    templateVersion: 1,
    subject,
    to: `${name.toLowerCase()}@example.org`,
    language: "en",
    data: { name: `${name} #${society.serial()}` },
  };
  await insist(
    society,
    citizen,
    `wants a reminder by ${remind.id}`,
    ({ notifications }, idempotencyKey) => notifications.send(request, { actor, idempotencyKey }),
    [],
  );
}

/** An anonymous person says who they are, and is that person from then on. */
export async function signIn(society: Society, citizen: Citizen): Promise<Citizen | undefined> {
  const { actor, journeyId, subject, hub } = citizen;
  const bound = await insist(
    society,
    citizen,
    "signs in",
    ({ journeys }, idempotencyKey) => journeys.bind(journeyId, subject, { actor, idempotencyKey }),
    [],
  );
  return bound.ok ? { ...citizen, actor: actorIn("web", subject, hub), aliases: [journeyId] } : undefined;
}

const takeBacks = {
  withdraw: ["journey/wrong-state"],
  recall: ["journey/wrong-state"],
} as const;

/** Somebody takes an offer or a handoff back. */
export async function takeBack(
  society: Society,
  citizen: Citizen,
  act: "withdraw" | "recall",
): Promise<void> {
  const { handoffs, actor } = citizen;
  const handoff = handoffs.at(-1);
  if (handoff === undefined) return;
  await insist(
    society,
    citizen,
    `${act}s the handoff`,
    ({ journeys }, idempotencyKey) => journeys[act](handoff, { actor, idempotencyKey }),
    takeBacks[act],
  );
}

/** While somebody is served, they may think again. */
export async function thinkAgain(society: Society, citizen: Citizen): Promise<void> {
  const { scheduler, random, people } = society;
  for (let thoughts = random.between(0, 2); thoughts > 0; thoughts -= 1) {
    await scheduler.sleep(random.between(1000, 60_000), people);
    if (random.chance(0.2)) await takeBack(society, citizen, "recall");
    else if (random.chance(0.3)) await decideOn(society, citizen, "grant");
    else await withdrawFrom(society, citizen);
  }
}
