import { type Actor, isThroughlineError } from "@throughline/core";
import type { Grant } from "@throughline/journey";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isSealed } from "../support/store.js";
import {
  adapt,
  begin,
  call,
  noted,
  offerTo,
  p1,
  person,
  phone,
  phone2,
  setUp,
  type World,
} from "./support.js";

/** What the test knows to be true, whatever the system says. */
interface Model {
  consented: boolean;
  /** The grant that was last acknowledged and not yet ended by an acknowledged act. */
  holder?: { readonly grant: Grant; readonly actor: Actor };
  readonly offers: { readonly handoffId: string; readonly code: string }[];
  readonly claims: { readonly grant: Grant; readonly actor: Actor }[];
  /** Every grant that ever was. */
  readonly grants: { readonly grant: Grant; readonly actor: Actor }[];
  /** Steps whose write was acknowledged. */
  readonly written: string[];
  serial: number;
}

interface Real {
  readonly world: World;
  readonly journeyId: string;
}

const expected = ["journey/", "ledger/"];

/** The result, or undefined where the law said no by name. Anything else fails the test. */
async function lawful<Result>(promise: Promise<Result>): Promise<Result | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (isThroughlineError(error) && expected.some((prefix) => error.code.startsWith(prefix)))
      return undefined;
    throw error;
  }
}

function isCovered(model: Model, types: readonly string[]): void {
  if (!model.consented) expect(types.filter((type) => adapt.facts.includes(type))).toEqual([]);
  expect(types).not.toContain("health.condition-affects-work");
}

type Act = (model: Model, real: Real, pick: number) => Promise<void>;

const officers = [phone, phone2] as const;
const chosen = <Item>(items: readonly Item[], pick: number): Item | undefined =>
  items[pick % Math.max(1, items.length)];

const acts: Readonly<Record<string, Act>> = {
  offer: async (model, { world, journeyId }) => {
    const offered = await lawful(
      world.journeys.offer(journeyId, offerTo({ ttlSeconds: 1800 }), { actor: person }),
    );
    if (offered) model.offers.push(offered);
  },
  claim: async (model, { world }, pick) => {
    const offer = chosen(model.offers, pick);
    const actor = chosen(officers, pick >> 4) ?? phone;
    model.serial += 1;
    const claim = { presence: call, claimId: `c-${model.serial}` };
    if (!offer) return;
    const byCode = pick % 3 > 0;
    const result = await lawful(
      byCode
        ? world.journeys.claim({ ...claim, code: offer.code }, { actor })
        : world.journeys.claimFromQueue(offer.handoffId, claim, { actor }),
    );
    if (result?.ok) model.claims.push({ grant: result.grant, actor });
  },
  accept: async (model, { world }, pick) => {
    const claim = chosen(model.claims, pick);
    if (!claim) return;
    const accepted = await lawful(world.journeys.accept(claim.grant, p1, { actor: claim.actor }));
    if (!accepted?.ok) return;
    isCovered(
      model,
      accepted.projection.facts.map(({ type }) => type),
    );
    model.holder = { grant: accepted.grant, actor: claim.actor };
    model.grants.push(model.holder);
  },
  read: async (model, { world }, pick) => {
    const grant = chosen(model.grants, pick);
    if (!grant) return;
    const read = await lawful(world.journeys.read(grant.grant, { actor: grant.actor }));
    if (read)
      isCovered(
        model,
        read.projection.facts.map(({ type }) => type),
      );
    if (read) expect(grant).toBe(model.holder);
  },
  write: async (model, { world, journeyId }, pick) => {
    const grant = chosen(model.grants, pick);
    if (!grant) return;
    model.serial += 1;
    const step = `step-${model.serial}`;
    const options = { actor: grant.actor, grant: grant.grant };
    const written = await lawful(world.journeys.reach(journeyId, { step, channel: "phone" }, options));
    if (written) model.written.push(step);
    if (written) expect(grant).toBe(model.holder);
  },
  writeFact: async (model, { world, journeyId }) => {
    const { holder } = model;
    if (!holder) return;
    const fact = noted("housing.situation", "settled", holder.actor);
    const written = await lawful(world.journeys.record(journeyId, [fact], holder));
    if (written) expect(model.consented).toBe(true);
  },
  complete: async (model, { world }) => {
    const { holder } = model;
    if (holder && (await lawful(world.journeys.complete(holder.grant, {}, holder).then(() => true))))
      delete model.holder;
  },
  recall: async (model, { world }, pick) => {
    const offer = chosen(model.offers, pick);
    const isDone =
      offer && (await lawful(world.journeys.recall(offer.handoffId, { actor: person }).then(() => true)));
    if (isDone && model.holder?.grant.handoff === offer.handoffId) delete model.holder;
  },
  withdrawOffer: async (model, { world }, pick) => {
    const offer = chosen(model.offers, pick);
    if (offer) await lawful(world.journeys.withdraw(offer.handoffId, { actor: person }));
  },
  giveConsent: async (model, { world }) => {
    await world.agree();
    model.consented = true;
  },
  withdrawConsent: async (model, { world }) => {
    if (!model.consented) return;
    await world.withdraw();
    model.consented = false;
  },
  wait: async (_, { world }, pick) => {
    world.wait(pick % 700);
  },
  timers: async (_, { world }) => {
    await world.journeys.runTimers(world.ledger.timers);
  },
};

/** The law is the same where everything is sealed, which takes ten times as long. */
const numRuns = isSealed ? 30 : 150;

/** What must hold after every act. */
async function invariants(model: Model, { world, journeyId }: Real): Promise<void> {
  const { handoffs, steps } = await world.journeys.get(journeyId, { actor: person });
  expect(handoffs.filter(({ status }) => status === "accepted").length).toBeLessThanOrEqual(1);
  expect(
    handoffs.filter(({ status }) => status === "offered" || status === "claimed").length,
  ).toBeLessThanOrEqual(3);
  expect(steps.map(({ step }) => step)).toEqual(model.written);
}

test("whatever is done in whatever order: one holder, no release without consent, no write lost or let in", async () => {
  const counts = new Map<string, number>();
  const script = fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(10_000)), {
    minLength: 10,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const world = await setUp();
      const real = { world, journeyId: await begin(world) };
      const model: Model = { consented: false, offers: [], claims: [], grants: [], written: [], serial: 0 };
      for (const [name, pick] of [["offer", 0], ["claim", 1], ["accept", 0], ...steps] as const) {
        const before = model.grants.length + model.written.length;
        await acts[name]?.(model, real, pick);
        if (model.grants.length + model.written.length > before)
          counts.set(name, (counts.get(name) ?? 0) + 1);
        await invariants(model, real);
      }
    }),
    { numRuns },
  );
  expect(counts.get("accept")).toBeGreaterThan(numRuns);
  expect(counts.get("write")).toBeGreaterThan(numRuns / 4);
}, 120_000);
