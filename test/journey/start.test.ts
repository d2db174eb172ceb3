import { describe, expect, test } from "vitest";
import {
  begin,
  claimed,
  codeOf,
  offerTo,
  p1,
  person,
  phone,
  service,
  setUp,
  story,
  stranger,
  visitor,
} from "./support.js";

describe("an anonymous journey", () => {
  test("is bound once, keeps what was said, and is the person's from then on", async () => {
    const world = await setUp();
    const journeyId = await begin(world, visitor);
    expect((await world.journeys.get(journeyId, { actor: visitor })).subject).toBeUndefined();
    await world.journeys.bind(journeyId, person.id, { actor: visitor });
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.subject).toBe(person.id);
    expect(view.facts).toHaveLength(story.length);
    expect(await codeOf(world.journeys.get(journeyId, { actor: visitor }))).toBe("journey/not-yours");
    expect(await codeOf(world.journeys.bind(journeyId, person.id, { actor: visitor }))).toBe("accepted");
    expect(await codeOf(world.journeys.bind(journeyId, stranger.id, { actor: visitor }))).toBe(
      "journey/already-bound",
    );
    expect(await codeOf(world.journeys.bind(journeyId, stranger.id, { actor: service }))).toBe(
      "journey/already-bound",
    );
  });

  test("is not taken by a signed-in stranger who has learned its id", async () => {
    const world = await setUp();
    const journeyId = await begin(world, visitor);
    for (const actor of [
      stranger,
      phone,
      { ...visitor, id: "session-2" },
      { ...visitor, organisation: "x" },
    ]) {
      expect(await codeOf(world.journeys.bind(journeyId, stranger.id, { actor }))).toBe("journey/not-yours");
    }
  });

  test("nobody else learns whose it is by trying to bind it", async () => {
    const world = await setUp();
    const journeyId = await begin(world, visitor);
    await world.journeys.bind(journeyId, person.id, { actor: visitor });
    for (const subject of [person.id, stranger.id]) {
      expect(await codeOf(world.journeys.bind(journeyId, subject, { actor: stranger }))).toBe(
        "journey/not-yours",
      );
    }
  });

  test("of two people bound at once one has it", async () => {
    const world = await setUp();
    const journeyId = await begin(world, visitor);
    const codes = await Promise.all(
      [person.id, stranger.id].map((subject) =>
        codeOf(world.journeys.bind(journeyId, subject, { actor: service })),
      ),
    );
    expect(codes.sort()).toEqual(["accepted", "journey/already-bound"]);
  });

  test("bound between claim and acceptance, it is released by the person's own consent", async () => {
    const world = await setUp();
    await world.agree();
    const journeyId = await begin(world, visitor);
    const { code } = await world.journeys.offer(journeyId, offerTo(), { actor: visitor });
    const grant = await claimed(world, code);
    await world.journeys.bind(journeyId, person.id, { actor: visitor });
    const accepted = await world.journeys.accept(grant, p1, { actor: phone });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.facts.map(({ type }) => type)).toContain("housing.situation");
  });

  test("started twice under one key is one journey", async () => {
    const world = await setUp();
    const input = { definition: { id: "w", version: 1 }, channel: "web" } as const;
    const options = { actor: person, idempotencyKey: "start-1" };
    const [one, other] = await Promise.all([
      world.journeys.start(input, options),
      world.journeys.start(input, options),
    ]);
    expect(other.journeyId).toBe(one.journeyId);
    const changed = { ...input, channel: "app" } as const;
    expect(await codeOf(world.journeys.start(changed, options))).toBe("ledger/key-reused");
  });
});
