import { describe, expect, test } from "vitest";
import {
  begin,
  birthday,
  call,
  claimed,
  codeOf,
  desk,
  offerTo,
  person,
  phone,
  phone2,
  setUp,
} from "./support.js";

const { audience } = offerTo();

describe("a unit's queue", () => {
  test("shows tickets in the order of offering, page by page, without personal data", async () => {
    const world = await setUp();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.push((await world.journeys.offer(await begin(world), offerTo(), { actor: person })).handoffId);
      world.wait(1);
    }
    const first = await world.journeys.queue(audience, { limit: 3 }, { actor: phone });
    const rest = await world.journeys.queue(
      audience,
      { limit: 3, ...(first.next ? { after: first.next } : {}) },
      { actor: phone },
    );
    expect([...first.tickets, ...rest.tickets].map(({ handoffId }) => handoffId)).toEqual(ids);
    expect(rest.next).toBeUndefined();
    expect(Object.keys(first.tickets[0] ?? {}).sort()).toEqual(
      ["handoffId", "language", "offeredAt", "offeredUntil", "reason", "service"].sort(),
    );
    expect(JSON.stringify([first, rest])).not.toMatch(
      new RegExp(`Blodwen|${birthday}|hearing|${person.id}|jrn_`),
    );
  });

  test("a claim leaves it, a lapsed claim comes back to its old place, an ended offer is gone", async () => {
    const world = await setUp();
    const one = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    world.wait(1);
    const two = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    const shown = async () =>
      (await world.journeys.queue(audience, {}, { actor: phone2 })).tickets.map(({ handoffId }) => handoffId);
    await claimed(world, one.code);
    expect(await shown()).toEqual([two.handoffId]);
    world.wait(600);
    await world.journeys.runTimers(world.ledger.timers);
    expect(await shown()).toEqual([one.handoffId, two.handoffId]);
    world.wait(86_400);
    expect(await shown()).toEqual([]);
  });

  test("only its own staff look, and only its own staff take", async () => {
    const world = await setUp();
    expect(await codeOf(world.journeys.queue(audience, {}, { actor: desk }))).toBe("journey/not-yours");
    expect(await codeOf(world.journeys.queue(audience, {}, { actor: { ...phone, organisation: "x" } }))).toBe(
      "journey/not-yours",
    );
    expect(await codeOf(world.journeys.queue(audience, {}, { actor: person }))).toBe("journey/not-staff");
    expect(await codeOf(world.journeys.queue(audience, { limit: 201 }, { actor: phone }))).toBe(
      "journey/invalid-input",
    );
    const { handoffId } = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    const taken = await world.journeys.claimFromQueue(
      handoffId,
      { presence: call, claimId: "q" },
      { actor: phone },
    );
    expect(taken).toMatchObject({ ok: true, card: { service: "Find work support" } });
  });
});
