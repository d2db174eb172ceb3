import { describe, expect, test } from "vitest";
import { begin, codeOf, held, noted, person, phone, said, setUp, story } from "./support.js";

describe("writing to a journey", () => {
  test("being asked twice is measured, and whose fault it was", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    const ask = (type: string, how: "asked" | "confirmed" = "asked") =>
      world.journeys.recordAsk(journeyId, { type, how, channel: "phone" }, { actor: phone, grant });
    await ask("work.history");
    await ask("contact.phone");
    await ask("housing.situation");
    await ask("person.full-name", "confirmed");
    await world.agree();
    await ask("health.condition-affects-work");
    const { asks } = await world.journeys.get(journeyId, { actor: person });
    expect(asks).toEqual({
      "work.history": { asked: 1, confirmed: 0, buckets: { avoidable: 1 } },
      "contact.phone": { asked: 1, confirmed: 0, buckets: { first_time: 1 } },
      "housing.situation": { asked: 1, confirmed: 0, buckets: { consent: 1 } },
      "person.full-name": { asked: 0, confirmed: 1, buckets: {} },
      "health.condition-affects-work": { asked: 1, confirmed: 0, buckets: { undetermined: 1 } },
    });
  });

  test("the same write twice under one key is one write; another under it is refused", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const options = { actor: person, idempotencyKey: "w-1" };
    const first = await world.journeys.record(journeyId, story, options);
    expect(await world.journeys.record(journeyId, story, options)).toEqual(first);
    expect(await codeOf(world.journeys.record(journeyId, story.slice(1), options))).toBe("ledger/key-reused");
  });

  test.each([
    ["of no known type", [said("person.blood", "x")], "core/unknown-fact-type"],
    ["of the wrong shape", [said("person.date-of-birth", "yesterday")], "core/invalid-fact"],
    ["with a member too many", [{ ...said("work.history", "x"), isAdmin: true }], "journey/invalid-input"],
    ["that are none", [], "accepted"],
  ])("facts %s", async (_, facts, expected) => {
    const world = await setUp();
    const journeyId = await begin(world);
    expect(await codeOf(world.journeys.record(journeyId, facts, { actor: person }))).toBe(expected);
  });

  test("one bad fact keeps the good ones out too", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    const before = await world.journeys.get(journeyId, { actor: person });
    const facts = [noted("work.history", "x"), noted("person.date-of-birth", "2020-13-01")];
    expect(await codeOf(world.journeys.record(journeyId, facts, { actor: phone, grant }))).toBe(
      "core/invalid-fact",
    );
    expect((await world.journeys.get(journeyId, { actor: person })).version).toBe(before.version);
  });

  test("a grant of the wrong shape is refused before anything is loaded", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const grant = { handoff: "handoff/1", version: 1, epoch: 1 };
    expect(await codeOf(world.journeys.record(journeyId, story, { actor: phone, grant }))).toBe(
      "journey/invalid-input",
    );
  });
});
