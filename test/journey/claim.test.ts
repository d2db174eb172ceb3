import { type Actor, isThroughlineError, type Ledger, recordOf } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  begin,
  call,
  claimed,
  codeOf,
  desk,
  held,
  offerTo,
  person,
  phone,
  phone2,
  setUp,
  wrongCode,
} from "./support.js";

const notFound = { ok: false, reason: "not-found" };
const officer = (index: number): Actor => ({ ...phone, id: `s-${index}` });

async function offeredWorld(options: Parameters<typeof setUp>[0] = {}) {
  const world = await setUp(options);
  const journeyId = await begin(world);
  const offered = await world.journeys.offer(journeyId, offerTo(), { actor: person });
  const claim = (actor: Actor, code: string = offered.code, claimId = "claim-1") =>
    world.journeys.claim({ code, presence: call, claimId }, { actor });
  return { world, journeyId, claim, ...offered };
}

/** A ledger slow enough that everybody decides before anybody has written. */
function slow(ledger: Ledger): Ledger {
  return {
    ...ledger,
    async commit(changes, options) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return await ledger.commit(changes, options);
    },
  };
}

/** A ledger that does what a store without conditions would: whoever writes last wins. */
function lastWriteWins(ledger: Ledger): Ledger {
  return {
    ...ledger,
    async commit(changes, conditions) {
      const { requires: _, ...rest } = conditions ?? {};
      for (;;) {
        const fresh = await Promise.all(
          changes.map(async (change) => ({
            ...change,
            expectedVersion: (await ledger.get(change.record)).record?.version ?? 0,
          })),
        );
        try {
          return await ledger.commit(fresh, rest);
        } catch (error) {
          if (!isThroughlineError(error, "ledger/conflict")) throw error;
        }
      }
    },
  };
}

describe("claiming a code", () => {
  const race = async (options: Parameters<typeof setUp>[0] = {}) => {
    const { claim, world, handoffId } = await offeredWorld(options);
    const claims = Array.from({ length: 50 }, (_, index) => claim(officer(index), undefined, `c-${index}`));
    const results = (await Promise.allSettled(claims)).flatMap((result) =>
      result.status === "fulfilled" ? result.value : [],
    );
    const events: string[] = [];
    for await (const { event } of world.ledger.history(recordOf("handoff", handoffId)))
      events.push(event.type);
    return { results, claimedTimes: events.filter((type) => type === "handoff.claimed").length };
  };

  test("of fifty claimants at once one wins", async () => {
    const { results, claimedTimes } = await race({ around: slow });
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 49 }, () => notFound));
    expect(claimedTimes).toBe(1);
  });

  test("on a ledger where the last write wins, the same race is won more than once", async () => {
    expect((await race({ around: (ledger) => slow(lastWriteWins(ledger)) })).claimedTimes).toBeGreaterThan(1);
  });

  test("a claim whose reply was lost gives the same grant again, and costs nothing", async () => {
    const { claim } = await offeredWorld();
    const first = await claim(phone);
    expect(first.ok).toBe(true);
    for (let round = 0; round < 20; round += 1) expect(await claim(phone)).toEqual(first);
  });

  test("the same claim twice at once is one claim", async () => {
    const { claim } = await offeredWorld();
    const [one, other] = await Promise.all([claim(phone), claim(phone)]);
    expect(one).toEqual(other);
    expect(one.ok).toBe(true);
  });

  test("the same claim id with another code is refused by name", async () => {
    const { claim, code } = await offeredWorld();
    await claim(phone);
    expect(await codeOf(claim(phone, wrongCode(code)))).toBe("ledger/key-reused");
  });

  test("another officer's claim id gives nothing", async () => {
    const { claim } = await offeredWorld();
    await claim(phone);
    expect(await claim(phone2)).toEqual(notFound);
  });

  test("unknown, mistaken, used, expired and withdrawn codes all look the same", async () => {
    const unknown = await offeredWorld();
    const mistaken = await unknown.claim(phone, wrongCode(unknown.code), "a");
    const used = await offeredWorld();
    await used.claim(phone, used.code, "a");
    const expired = await offeredWorld();
    expired.world.wait(86_400);
    const withdrawn = await offeredWorld();
    await withdrawn.world.journeys.withdraw(withdrawn.handoffId, { actor: person });
    const other = await offeredWorld();
    expect([
      await unknown.claim(phone, other.code, "b"),
      mistaken,
      await used.claim(phone2, used.code, "b"),
      await expired.claim(phone),
      await withdrawn.claim(phone),
    ]).toEqual(Array.from({ length: 5 }, () => notFound));
  });

  test("another unit, organisation or channel finds nothing", async () => {
    const { claim, world, code } = await offeredWorld();
    expect(await claim({ ...phone, unit: "phone-south" }, code, "1")).toEqual(notFound);
    expect(await claim({ ...phone, organisation: "housing-support" }, code, "2")).toEqual(notFound);
    expect(await claim(desk, code, "3")).toEqual(notFound);
    const presence = { kind: "desk", id: "d" } as const;
    expect(await world.journeys.claim({ code, presence, claimId: "4" }, { actor: phone })).toEqual(notFound);
    expect((await claim(phone, code, "5")).ok).toBe(true);
  });

  test("only staff of a unit may try", async () => {
    const { claim } = await offeredWorld();
    const { unit: _, ...nowhere } = phone;
    for (const actor of [person, nowhere, { ...phone, kind: "service" as const }]) {
      expect(await codeOf(claim(actor))).toBe("journey/not-staff");
    }
  });

  test("asking for the code again burns the old one", async () => {
    const { claim, world, handoffId, code } = await offeredWorld();
    const again = await world.journeys.reissueCode(handoffId, { actor: person });
    expect(again.code).not.toBe(code);
    expect(await claim(phone, code, "old")).toEqual(notFound);
    expect((await claim(phone, again.code, "new")).ok).toBe(true);
  });

  test("a claim that nobody follows up comes back to the queue, and its holder is out", async () => {
    const { claim, world, code } = await offeredWorld();
    const first = await claim(phone);
    if (!first.ok) throw new Error("no claim");
    world.wait(600);
    expect(await world.journeys.runTimers(world.ledger.timers)).toBe(1);
    const accept = { personCheck: { level: "P1", dateOfBirth: "1987-03-14" } } as const;
    expect(await codeOf(world.journeys.accept(first.grant, accept, { actor: phone }))).toBe(
      "journey/stale-epoch",
    );
    expect(await claim(phone2, code, "again")).toEqual(notFound);
    expect(await claim(phone)).toEqual(notFound);
    const queued = await world.journeys.claimFromQueue(
      first.grant.handoff,
      { presence: call, claimId: "q" },
      { actor: phone2 },
    );
    if (!queued.ok) throw new Error("no claim");
    expect(queued.grant.epoch).toBeGreaterThan(first.grant.epoch);
  });

  test("from the queue: own unit only, once, and the same claim again", async () => {
    const { world, handoffId } = await offeredWorld();
    const take = (actor: Actor, claimId: string) =>
      world.journeys.claimFromQueue(handoffId, { presence: call, claimId }, { actor });
    expect(await take({ ...phone, unit: "phone-south" }, "1")).toEqual(notFound);
    const won = await take(phone, "2");
    expect(won.ok).toBe(true);
    expect(await take(phone2, "3")).toEqual(notFound);
    expect(await take(phone, "2")).toEqual(won);
    expect(await codeOf(take(person, "4"))).toBe("journey/not-staff");
  });

  test("input of the wrong shape is named by field, never by value", async () => {
    const { world } = await offeredWorld();
    const bad = { code: "1234", presence: { kind: "sofa", id: "x" }, claimId: "", actor: "s-99" };
    await expect(world.journeys.claim(bad as never, { actor: phone })).rejects.toMatchObject({
      code: "journey/invalid-input",
      details: { fields: expect.arrayContaining(["presence.kind", "claimId"]) },
    });
  });

  test("a finished handoff is not claimed again by its old claim id", async () => {
    const world = await setUp();
    const { grant, code } = await held(world);
    await world.journeys.complete(grant, {}, { actor: phone });
    expect(
      await world.journeys.claim({ code, presence: call, claimId: "claim-1" }, { actor: phone }),
    ).toEqual(notFound);
    expect(
      await claimed(
        world,
        (await world.journeys.offer(await begin(world), offerTo(), { actor: person })).code,
        { claimId: "n" },
      ),
    ).toBeDefined();
  });
});
