import { describe, expect, test } from "vitest";
import {
  begin,
  call,
  claimed,
  codeOf,
  held,
  offerTo,
  person,
  phone,
  setUp,
  stranger,
  toDesk,
} from "./support.js";

describe("an offer", () => {
  test("says what would be shown and what withheld, before anything moves", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const before = await world.journeys.offer(journeyId, offerTo(), { actor: person });
    expect(before.withheld).toEqual(["health.condition-affects-work", "housing.situation"]);
    await world.agree();
    expect((await world.journeys.reissueCode(before.handoffId, { actor: person })).withheld).toEqual([]);
  });

  test("a journey has three open at most, also when six are made at once", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const codes = await Promise.all(
      Array.from({ length: 6 }, () => codeOf(world.journeys.offer(journeyId, offerTo(), { actor: person }))),
    );
    expect(codes.filter((code) => code === "accepted")).toHaveLength(3);
    expect(codes.filter((code) => code === "journey/too-many-offers")).toHaveLength(3);
    const [first] = (await world.journeys.get(journeyId, { actor: person })).handoffs;
    await world.journeys.withdraw(first?.handoffId ?? "", { actor: person });
    expect(await codeOf(world.journeys.offer(journeyId, offerTo(), { actor: person }))).toBe("accepted");
  });

  test("a unit has so many open codes and not one more, and gets places back as codes are used", async () => {
    const world = await setUp({ openCodesPerUnit: 4 });
    const offerNew = async () => world.journeys.offer(await begin(world), offerTo(), { actor: person });
    const offers = [await offerNew(), await offerNew(), await offerNew(), await offerNew()];
    expect(await codeOf(offerNew())).toBe("journey/too-many-codes");
    const elsewhere = world.journeys.offer(await begin(world), offerTo(toDesk), { actor: person });
    expect(await codeOf(elsewhere)).toBe("accepted");
    await claimed(world, offers[0]?.code ?? "");
    expect(await codeOf(offerNew())).toBe("accepted");
  });

  test("of 400 open codes of a unit no two share a locator", async () => {
    const world = await setUp();
    const codes: string[] = [];
    for (let index = 0; index < 400; index += 1) {
      codes.push((await world.journeys.offer(await begin(world), offerTo(), { actor: person })).code);
    }
    expect(new Set(codes.map((code) => code.slice(0, 4))).size).toBe(400);
  }, 30_000);

  test("sent twice under one key is one offer, and the code of the first reply is burnt", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const options = { actor: person, idempotencyKey: "offer-1" };
    const first = await world.journeys.offer(journeyId, offerTo(), options);
    const second = await world.journeys.offer(journeyId, offerTo(), options);
    expect(second.handoffId).toBe(first.handoffId);
    expect(
      (await world.journeys.claim({ code: first.code, presence: call, claimId: "a" }, { actor: phone })).ok,
    ).toBe(false);
    expect(await claimed(world, second.code)).toBeDefined();
  });

  test("is the person's to make, or a holder's to pass on", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    for (const actor of [stranger, phone, { ...person, organisation: "housing-support" }]) {
      expect(await codeOf(world.journeys.offer(journeyId, offerTo(), { actor }))).toBe("journey/not-yours");
    }
    const { grant, journeyId: other } = await held(world);
    expect(await codeOf(world.journeys.offer(journeyId, offerTo(), { actor: phone, grant }))).toBe(
      "journey/not-found",
    );
    const passed = await world.journeys.offer(other, offerTo(toDesk), { actor: phone, grant });
    expect((await world.journeys.reissueCode(passed.handoffId, { actor: phone })).handoffId).toBe(
      passed.handoffId,
    );
    expect(await codeOf(world.journeys.reissueCode(passed.handoffId, { actor: stranger }))).toBe(
      "journey/not-yours",
    );
  });

  test("an offer that ended has no new code", async () => {
    const world = await setUp();
    const { handoffId } = await world.journeys.offer(await begin(world), offerTo({ ttlSeconds: 60 }), {
      actor: person,
    });
    world.wait(60);
    expect(await codeOf(world.journeys.reissueCode(handoffId, { actor: person }))).toBe(
      "journey/wrong-state",
    );
    await world.journeys.runTimers(world.ledger.timers);
    expect(await codeOf(world.journeys.reissueCode(handoffId, { actor: person }))).toBe(
      "journey/wrong-state",
    );
  });

  test.each([
    ["a day and a second", { ttlSeconds: 86_401 }],
    ["no need", { needs: [] }],
    ["a need twice", { needs: ["work.history", { type: "work.history", purpose: "other" }] }],
    ["a reason in own words", { reason: "lost her job" as never }],
    ["a diagnosis as access need", { card: { service: "s", language: "en", access: ["epilepsy" as never] } }],
    ["an actor of its own", { actor: person } as never],
  ])("with %s is refused", async (_, changes) => {
    const world = await setUp();
    const journeyId = await begin(world);
    expect(await codeOf(world.journeys.offer(journeyId, offerTo(changes), { actor: person }))).toBe(
      "journey/invalid-input",
    );
  });

  test("needs that nobody has published are refused", async () => {
    const world = await setUp();
    const offer = world.journeys.offer(await begin(world), offerTo({ needs: ["person.blood"] }), {
      actor: person,
    });
    expect(await codeOf(offer)).toBe("core/unknown-fact-type");
  });
});
