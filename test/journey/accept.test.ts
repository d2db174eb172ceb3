import { consentEpochOf, type Ledger } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  adapt,
  begin,
  birthday,
  claimed,
  codeOf,
  desk,
  held,
  offerTo,
  p1,
  p3,
  person,
  phone,
  phone2,
  setUp,
  story,
  toDesk,
  visitor,
} from "./support.js";

const wrong = { personCheck: { level: "P1", dateOfBirth: "1999-01-01" } } as const;

async function claimedWorld(options: Parameters<typeof setUp>[0] = {}) {
  const world = await setUp(options);
  await world.agree();
  const journeyId = await begin(world);
  const { code, handoffId } = await world.journeys.offer(journeyId, offerTo(toDesk), { actor: person });
  return { world, journeyId, handoffId, grant: await claimed(world, code, { actor: desk }) };
}

/** Runs something right before the commit that writes an event of this type. */
function meanwhile(ledger: Ledger, type: string, act: () => Promise<unknown>): Ledger {
  let isDone = false;
  return {
    ...ledger,
    async commit(changes, options) {
      if (!isDone && changes.some(({ events }) => events.some((event) => event.type === type))) {
        isDone = true;
        await act();
      }
      return await ledger.commit(changes, options);
    },
  };
}

describe("the person check", () => {
  test("a date of birth is answered yes or no, three times in the life of the handoff", async () => {
    const { world, grant } = await claimedWorld();
    const tryWith = (input: typeof wrong | typeof p1 = wrong) =>
      world.journeys.accept(grant, input, { actor: desk });
    expect(await tryWith()).toEqual({ ok: false, reason: "person-check", triesLeft: 2 });
    expect(await tryWith()).toEqual({ ok: false, reason: "person-check", triesLeft: 1 });
    expect(await tryWith()).toEqual({ ok: false, reason: "person-check", triesLeft: 0 });
    expect(await tryWith(p1 as never)).toEqual({ ok: false, reason: "person-check", triesLeft: 0 });
    expect(await world.journeys.accept(grant, p3, { actor: desk })).toMatchObject({ ok: true });
  });

  test("200 dates at once: three are evaluated, and a claim that comes back gives no new tries", async () => {
    const { world, grant, handoffId } = await claimedWorld();
    const dates = Array.from({ length: 200 }, (_, index) => ({
      personCheck: {
        level: "P1",
        dateOfBirth: `19${String(30 + (index % 60))}-02-0${(index % 9) + 1}`,
      } as const,
    }));
    const results = await Promise.all(
      dates.map((input) => world.journeys.accept(grant, input, { actor: desk })),
    );
    expect(results.every(({ ok }) => !ok)).toBe(true);
    world.wait(601);
    await world.journeys.runTimers(world.ledger.timers);
    const again = await world.journeys.claimFromQueue(
      handoffId,
      { presence: { kind: "desk", id: "d" }, claimId: "q" },
      { actor: desk },
    );
    if (!again.ok) throw new Error("no claim");
    expect(await world.journeys.accept(again.grant, p1, { actor: desk })).toMatchObject({
      ok: false,
      triesLeft: 0,
    });
  });

  test("looks the same where no date of birth is known", async () => {
    const world = await setUp();
    const { journeyId } = await world.journeys.start(
      { definition: { id: "w", version: 1 }, channel: "web" },
      { actor: person },
    );
    const { code } = await world.journeys.offer(journeyId, offerTo(), { actor: person });
    const grant = await claimed(world, code);
    expect(await world.journeys.accept(grant, p1, { actor: phone })).toEqual({
      ok: false,
      reason: "person-check",
      triesLeft: 2,
    });
  });

  test("a document cannot be seen over the telephone", async () => {
    const world = await setUp();
    const { code } = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    const grant = await claimed(world, code);
    expect(await codeOf(world.journeys.accept(grant, p3, { actor: phone }))).toBe(
      "journey/person-check-not-possible",
    );
  });

  test("somebody else's grant opens nothing and costs no try", async () => {
    const { world, grant } = await claimedWorld();
    for (const actor of [
      phone,
      { ...desk, unit: "office-west" },
      { ...desk, kind: "service" as const },
      person,
    ]) {
      expect(await codeOf(world.journeys.accept(grant, wrong, { actor }))).toBe("journey/not-yours");
    }
    expect(await world.journeys.accept(grant, wrong, { actor: desk })).toMatchObject({ triesLeft: 2 });
  });

  test("a forged grant with a guessed version or epoch is stale", async () => {
    const { world, grant } = await claimedWorld();
    for (const forged of [
      { ...grant, version: grant.version + 1 },
      { ...grant, epoch: grant.epoch + 1 },
    ]) {
      expect(await codeOf(world.journeys.accept(forged, p3, { actor: desk }))).toBe("journey/stale-epoch");
    }
  });
});

describe("what acceptance releases", () => {
  test("with a document, all that is covered; with knowledge, nothing of a special category", async () => {
    const strong = await claimedWorld();
    const weak = await claimedWorld();
    const one = await strong.world.journeys.accept(strong.grant, p3, { actor: desk });
    const other = await weak.world.journeys.accept(weak.grant, p1, { actor: desk });
    if (!one.ok || !other.ok) throw new Error("person check");
    expect(one.projection.facts.map(({ type }) => type)).toContain("health.condition-affects-work");
    expect(other.projection.facts.map(({ type }) => type)).not.toContain("health.condition-affects-work");
    expect(other.projection.withheld).toEqual([
      { type: "health.condition-affects-work", because: "assurance" },
    ]);
  });

  test.each(["before the claim", "before acceptance"])("consent withdrawn %s withholds", async (when) => {
    const world = await setUp();
    await world.agree();
    const { code } = await world.journeys.offer(await begin(world), offerTo(toDesk), { actor: person });
    if (when === "before the claim") await world.withdraw();
    const grant = await claimed(world, code, { actor: desk });
    if (when === "before acceptance") await world.withdraw();
    const accepted = await world.journeys.accept(grant, p3, { actor: desk });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.withheld.map(({ because }) => because)).toEqual(["consent", "consent"]);
    expect(accepted.projection.facts.map(({ type }) => type)).toEqual(["person.full-name", "work.history"]);
  });

  test("consent withdrawn between decision and commit withholds: it is decided again", async () => {
    let withdraw = async () => {};
    const { world, grant } = await claimedWorld({
      around: (ledger) => meanwhile(ledger, "handoff.accepted", () => withdraw()),
    });
    withdraw = world.withdraw;
    const accepted = await world.journeys.accept(grant, p3, { actor: desk });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.withheld.map(({ type }) => type)).toEqual(
      adapt.facts.filter((type) => type !== "caring.has-duties"),
    );
  });

  test("without the guard the same race releases what was withdrawn", async () => {
    let withdraw = async () => {};
    const { world, grant } = await claimedWorld({
      around: (ledger) => {
        const unguarded: Ledger = {
          ...ledger,
          commit: (changes, { requires: _requires, ...rest } = {}) => ledger.commit(changes, rest),
        };
        return meanwhile(unguarded, "handoff.accepted", () => withdraw());
      },
    });
    withdraw = world.withdraw;
    const accepted = await world.journeys.accept(grant, p3, { actor: desk });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.facts.map(({ type }) => type)).toContain("health.condition-affects-work");
  });

  test("a fact corrected between decision and commit is released as corrected", async () => {
    let correct = async (): Promise<unknown> => undefined;
    const { world, grant, journeyId } = await claimedWorld({
      around: (ledger) => meanwhile(ledger, "handoff.accepted", () => correct()),
    });
    const [name] = story;
    if (!name) throw new Error("no story");
    correct = () =>
      world.journeys.record(journeyId, [{ ...name, value: "Blodwen Married" }], { actor: person });
    const accepted = await world.journeys.accept(grant, p3, { actor: desk });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.facts.map(({ value }) => value)).toContain("Blodwen Married");
  });

  test("an acceptance whose reply was lost gives the same grant and the projection again", async () => {
    const { world, grant } = await claimedWorld();
    const options = { actor: desk, idempotencyKey: "a-1" };
    const first = await world.journeys.accept(grant, p1, options);
    const second = await world.journeys.accept(grant, p1, options);
    if (!first.ok || !second.ok) throw new Error("person check");
    expect(second.grant).toEqual(first.grant);
    expect(second.projection.facts).toEqual(first.projection.facts);
    expect(await codeOf(world.journeys.accept(grant, p1, { actor: desk }))).toBe("journey/wrong-state");
  });

  test("who accepts takes over from the holder until now, in one commit", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    const { code } = await world.journeys.offer(journeyId, offerTo(toDesk), { actor: person });
    const next = await world.journeys.accept(await claimed(world, code, { actor: desk }), p3, {
      actor: desk,
    });
    expect(next.ok).toBe(true);
    expect(await codeOf(world.journeys.read(grant, { actor: phone }))).toBe("journey/stale-epoch");
    const { handoffs } = await world.journeys.get(journeyId, { actor: person });
    expect(handoffs.map(({ status }) => status)).toEqual(["recalled", "accepted"]);
  });

  test("of two that accept at once both succeed, one after the other, and one holds it in the end", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const claims = [];
    for (const [actor, audience] of [
      [phone, {}],
      [desk, toDesk],
    ] as const) {
      const { code } = await world.journeys.offer(journeyId, offerTo(audience), { actor: person });
      claims.push({ actor, grant: await claimed(world, code, { actor }) });
    }
    const both = claims.map(({ actor, grant }) => world.journeys.accept(grant, p1, { actor }));
    expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([true, true]);
    const { handoffs } = await world.journeys.get(journeyId, { actor: person });
    expect(handoffs.map(({ status }) => status).sort()).toEqual(["accepted", "recalled"]);
  });

  test("a finished journey releases nothing more", async () => {
    const { world, grant, journeyId } = await claimedWorld();
    await world.journeys.finish(journeyId, { actor: person });
    expect(await codeOf(world.journeys.accept(grant, p3, { actor: desk }))).toBe("journey/closed");
  });

  test("of an anonymous journey, what needs no consent", async () => {
    const world = await setUp();
    const journeyId = await begin(world, visitor);
    const { code } = await world.journeys.offer(journeyId, offerTo(), { actor: visitor });
    const accepted = await world.journeys.accept(await claimed(world, code), p1, { actor: phone });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.facts.map(({ type }) => type)).toEqual(["person.full-name", "work.history"]);
    expect(await world.ledger.get(consentEpochOf(journeyId))).not.toHaveProperty("record");
  });

  test("an impossible date is refused without a try", async () => {
    const { world, grant } = await claimedWorld();
    const bad = { personCheck: { level: "P1", dateOfBirth: "1987-02-30" } } as const;
    await expect(world.journeys.accept(grant, bad, { actor: desk })).rejects.toMatchObject({
      code: "journey/invalid-input",
    });
    expect(await codeOf(world.journeys.accept(grant, wrong, { actor: phone2 }))).toBe("journey/not-yours");
    expect(birthday).not.toBe(bad.personCheck.dateOfBirth);
  });
});
