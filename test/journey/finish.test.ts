import { describe, expect, test } from "vitest";
import { begin, claimed, codeOf, held, noted, offerTo, person, phone, setUp, stranger } from "./support.js";

describe("the end of a handoff", () => {
  test("outcome, completion and finished journey are one commit", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    const facts = [noted("work.history", "Agreed on the telephone", phone, { assurance: "corroborated" })];
    await world.journeys.complete(grant, { facts, finishJourney: true }, { actor: phone });
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.status).toBe("completed");
    expect(view.facts.find(({ type }) => type === "work.history")?.value).toBe("Agreed on the telephone");
    expect(await codeOf(world.journeys.record(journeyId, facts, { actor: person }))).toBe("journey/closed");
    expect(await codeOf(world.journeys.offer(journeyId, offerTo(), { actor: person }))).toBe(
      "journey/closed",
    );
  });

  test("an outcome that is not covered leaves everything as it was", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    const facts = [noted("health.condition-affects-work", "no")];
    const complete = world.journeys.complete(grant, { facts, finishJourney: true }, { actor: phone });
    expect(await codeOf(complete)).toBe("journey/not-permitted");
    expect((await world.journeys.get(journeyId, { actor: person })).status).toBe("open");
    expect((await world.journeys.read(grant, { actor: phone })).ok).toBe(true);
  });

  test("completing twice under one key is completing once", async () => {
    const world = await setUp();
    const { grant } = await held(world);
    const options = { actor: phone, idempotencyKey: "done" };
    await world.journeys.complete(grant, {}, options);
    expect(await codeOf(world.journeys.complete(grant, {}, options))).toBe("accepted");
    expect(await codeOf(world.journeys.complete(grant, { finishJourney: true }, options))).toBe(
      "ledger/key-reused",
    );
  });

  test("a claimant declines with a reason from the list, and no other", async () => {
    const world = await setUp();
    const { code, handoffId } = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    const grant = await claimed(world, code);
    expect(await codeOf(world.journeys.decline(grant, "she sounded odd" as never, { actor: phone }))).toBe(
      "journey/invalid-input",
    );
    await world.journeys.decline(grant, "needs_in_person", { actor: phone });
    expect(await codeOf(world.journeys.withdraw(handoffId, { actor: person }))).toBe("journey/wrong-state");
  });

  test("only the person takes back, and only what has not ended", async () => {
    const world = await setUp();
    const { handoffId } = await held(world);
    for (const actor of [stranger, phone, { ...person, organisation: "housing-support" }]) {
      expect(await codeOf(world.journeys.recall(handoffId, { actor }))).toBe("journey/not-yours");
    }
    expect(await codeOf(world.journeys.withdraw(handoffId, { actor: person }))).toBe("journey/wrong-state");
    await world.journeys.recall(handoffId, { actor: person });
    expect(await codeOf(world.journeys.recall(handoffId, { actor: person }))).toBe("journey/wrong-state");
  });

  test.each(["hnd_no", "../journey", "hnd_00000000-0000-7000-8000-000000000000"])(
    "there is no handoff %j",
    async (id) => {
      const world = await setUp();
      expect(await codeOf(world.journeys.withdraw(id, { actor: person }))).toBe("journey/not-found");
    },
  );
});
