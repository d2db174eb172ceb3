import type { Actor } from "@throughline/core";
import type { Grant, Journeys, OfferInput } from "@throughline/journey";
import { birthday, call, noted, offerTo, organisation } from "../../journey/support.js";
import { begun, type Department, defined, partiesOf, yes } from "./department.js";
import type { UseCase } from "./drill.js";
import type { Scene } from "./scene.js";

const key = "key-1";
const definition = { id: "work-support", version: 1 };
const p1 = { personCheck: { level: "P1", dateOfBirth: birthday } } as const;

/** From the story to an offer. */
async function offered(services: Department, scene: Scene, changes: Partial<OfferInput> = {}) {
  const journeyId = await begun(services, scene);
  const { person } = partiesOf(scene);
  return { journeyId, ...(await services.journeys.offer(journeyId, offerTo(changes), { actor: person })) };
}

/** From the story to a claim on the telephone. */
async function claimed(services: Department, scene: Scene, changes: Partial<OfferInput> = {}) {
  const { journeyId, code, handoffId } = await offered(services, scene, changes);
  const { officer } = partiesOf(scene);
  const claim = await services.journeys.claim(
    { code, presence: call, claimId: crypto.randomUUID() },
    { actor: officer },
  );
  if (!claim.ok) throw new Error("The claim found nothing.");
  return { journeyId, handoffId, grant: claim.grant, officer };
}

/** From the story to a handoff that is held on the telephone, with the person's consent. */
async function held(services: Department, scene: Scene) {
  const found = await claimed(services, scene);
  const { person } = partiesOf(scene);
  await services.consent.grant(yes(scene, await defined(scene)), { actor: person });
  const accepted = await services.journeys.accept(found.grant, p1, { actor: found.officer });
  if (!accepted.ok) throw new Error("The person check failed.");
  return { ...found, grant: accepted.grant };
}

type Held = Awaited<ReturnType<typeof held>>;

function byHolder(act: (journeys: Journeys, held: Held) => Promise<unknown>): UseCase<Department> {
  return {
    begin: async (services, scene) => {
      const found = await held(services, scene);
      return ({ journeys }) => act(journeys, found);
    },
  };
}

function byOwner(
  act: (journeys: Journeys, journeyId: string, actor: Actor) => Promise<unknown>,
): UseCase<Department> {
  return {
    begin: async (services, scene) => {
      const journeyId = await begun(services, scene);
      return ({ journeys }) => act(journeys, journeyId, partiesOf(scene).person);
    },
  };
}

/**
 * A code is told once: whenever the offer turns out to stand already, the answer is a new code for it. That is so within the
 * call whose commit lost its reply, and again at the repeat.
 */
const newCode = { "handoff.code-reissued": 2 };

/** A release without the salted digest and what a later reading moves on. */
function released({ grant, projection }: { readonly grant: Grant; readonly projection: object }) {
  return { handoff: grant.handoff, epoch: grant.epoch, projection };
}

/** Three journeys of which something is due: an offer ends, a claim lapses, a lease runs out. */
const due: UseCase<Department> = {
  begin: async (services, scene) => {
    await held(services, scene);
    await claimed(services, scene);
    await offered(services, scene, { ttlSeconds: 600 });
    scene.wait(14_400);
    return ({ journeys, timers }) => journeys.runTimers(timers);
  },
  // One for each record; what a worker leaves is taken again once its lease has run out.
  commits: 3,
  rounds: async ({ journeys, timers }, scene) => {
    scene.wait(61);
    return await journeys.runTimers(timers);
  },
};

/** Each function of journeys at a moment when it is possible. */
export const journeyCases: Readonly<Record<keyof Journeys, UseCase<Department>>> = {
  start: {
    begin: async (_, scene) => {
      const { person } = partiesOf(scene);
      const options = { actor: person, idempotencyKey: key };
      return ({ journeys }) => journeys.start({ definition, channel: "web" }, options);
    },
  },
  bind: {
    begin: async ({ journeys }, scene) => {
      const visitor: Actor = { kind: "anonymous", id: `anon-${scene.id}`, organisation };
      const { journeyId } = await journeys.start({ definition, channel: "web" }, { actor: visitor });
      const options = { actor: visitor, idempotencyKey: key };
      return (services) => services.journeys.bind(journeyId, partiesOf(scene).person.id, options);
    },
  },
  record: byHolder((journeys, { journeyId, grant, officer }) => {
    const facts = [noted("contact.phone", "020 7946 0018", officer)];
    return journeys.record(journeyId, facts, { actor: officer, grant, idempotencyKey: key });
  }),
  recordAsk: byHolder((journeys, { journeyId, grant, officer }) => {
    const ask = { type: "contact.phone", how: "asked", channel: "phone" } as const;
    return journeys.recordAsk(journeyId, ask, { actor: officer, grant, idempotencyKey: key });
  }),
  reach: byOwner((journeys, journeyId, actor) =>
    journeys.reach(journeyId, { step: "health", channel: "web" }, { actor, idempotencyKey: key }),
  ),
  finish: byOwner((journeys, journeyId, actor) => journeys.finish(journeyId, { actor, idempotencyKey: key })),
  get: { ...byOwner((journeys, journeyId, actor) => journeys.get(journeyId, { actor })), commits: 0 },
  timeline: {
    begin: async (services, scene) => {
      const { journeyId } = await held(services, scene);
      return ({ journeys }) => journeys.timeline(journeyId, { actor: partiesOf(scene).person });
    },
    commits: 0,
  },
  offer: {
    ...byHolder((journeys, { journeyId, grant, officer }) => {
      const onward = offerTo({ audience: { organisation, unit: "office-south", channel: "office" } });
      return journeys.offer(journeyId, onward, { actor: officer, grant, idempotencyKey: key });
    }),
    adds: newCode,
  },
  reissueCode: {
    begin: async (services, scene) => {
      const { handoffId } = await offered(services, scene);
      return ({ journeys }) => journeys.reissueCode(handoffId, { actor: partiesOf(scene).person });
    },
    adds: newCode,
  },
  claim: {
    begin: async (services, scene) => {
      const { code } = await offered(services, scene);
      const { officer } = partiesOf(scene);
      const input = { code, presence: call, claimId: key };
      return ({ journeys }) => journeys.claim(input, { actor: officer });
    },
  },
  claimFromQueue: {
    begin: async (services, scene) => {
      const { handoffId } = await offered(services, scene);
      const { officer } = partiesOf(scene);
      const input = { presence: call, claimId: key };
      return ({ journeys }) => journeys.claimFromQueue(handoffId, input, { actor: officer });
    },
  },
  // The answer of an acceptance is not kept: the same key reads it anew, and the reading is recorded:
  // within the call whose commit lost its reply, and at the repeat.
  accept: {
    begin: async (services, scene) => {
      await held(services, scene);
      const { grant, officer } = await claimed(services, scene);
      return ({ journeys }) => journeys.accept(grant, p1, { actor: officer, idempotencyKey: key });
    },
    adds: { "journey.read": 2 },
    lasting: released,
  },
  read: {
    ...byHolder((journeys, { grant, officer }) => journeys.read(grant, { actor: officer })),
    adds: { "journey.read": 1 },
    lasting: released,
  },
  complete: byHolder((journeys, { grant, officer }) => {
    const facts = [noted("contact.phone", "020 7946 0018", officer)];
    const outcome = { facts, finishJourney: true };
    return journeys.complete(grant, outcome, { actor: officer, idempotencyKey: key });
  }),
  return: byHolder((journeys, { grant, officer }) =>
    journeys.return(grant, "person-left", { actor: officer, idempotencyKey: key }),
  ),
  decline: {
    begin: async (services, scene) => {
      const { grant, officer } = await claimed(services, scene);
      const options = { actor: officer, idempotencyKey: key };
      return ({ journeys }) => journeys.decline(grant, "no_capacity", options);
    },
  },
  withdraw: {
    begin: async (services, scene) => {
      const { handoffId } = await offered(services, scene);
      const options = { actor: partiesOf(scene).person, idempotencyKey: key };
      return ({ journeys }) => journeys.withdraw(handoffId, options);
    },
  },
  recall: {
    begin: async (services, scene) => {
      const { handoffId } = await held(services, scene);
      const options = { actor: partiesOf(scene).person, idempotencyKey: key };
      return ({ journeys }) => journeys.recall(handoffId, options);
    },
  },
  queue: {
    begin: async (services, scene) => {
      await offered(services, scene);
      await offered(services, scene);
      const audience = { organisation, unit: "phone-north", channel: "phone" } as const;
      return ({ journeys }) => journeys.queue(audience, {}, { actor: partiesOf(scene).officer });
    },
    commits: 0,
  },
  runTimers: due,
};
