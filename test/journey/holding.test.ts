import type { Actor, Ledger } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  adapt,
  codeOf,
  held,
  noted,
  offerTo,
  person,
  phone,
  phone2,
  setUp,
  stranger,
  toDesk,
} from "./support.js";

const employer = noted("work.history", "Corrected on the telephone");

describe("a holder", () => {
  test("writes under its own grant, and nobody else does", async () => {
    const world = await setUp();
    const { journeyId, grant, claimGrant } = await held(world);
    const write = (actor: Actor, using = grant) =>
      codeOf(
        world.journeys.record(
          journeyId,
          [{ ...employer, source: { ...employer.source, recordedBy: actor.id } }],
          { actor, grant: using },
        ),
      );
    expect(await write(phone)).toBe("accepted");
    expect(await write(phone2)).toBe("journey/not-yours");
    expect(await write(person)).toBe("journey/not-yours");
    expect(await write(phone, claimGrant)).toBe("journey/stale-epoch");
    expect(await codeOf(world.journeys.record(journeyId, [employer], { actor: phone }))).toBe(
      "journey/not-yours",
    );
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.candidates["work.history"]).toHaveLength(2);
  });

  test("does not write to another journey with it", async () => {
    const world = await setUp();
    const one = await held(world);
    const definition = { id: "work-support", version: 1 };
    const other = await world.journeys.start({ definition, channel: "web" }, { actor: stranger });
    const write = world.journeys.record(other.journeyId, [employer], { actor: phone, grant: one.grant });
    expect(await codeOf(write)).toBe("journey/not-found");
  });

  test.each([
    ["after the person recalled it", "recall"],
    ["after it was returned", "return"],
    ["after it was completed", "complete"],
    ["after its lease ended, before any timer ran", "lease"],
  ])("%s, writes, reads and ends nothing more", async (_, how) => {
    const world = await setUp();
    const { journeyId, grant, handoffId } = await held(world);
    if (how === "recall") await world.journeys.recall(handoffId, { actor: person });
    if (how === "return") await world.journeys.return(grant, "cut-off", { actor: phone });
    if (how === "complete") await world.journeys.complete(grant, {}, { actor: phone });
    if (how === "lease") world.wait(14_400);
    const act = { actor: phone };
    const acts = [
      world.journeys.record(journeyId, [employer], { ...act, grant }),
      world.journeys.recordAsk(
        journeyId,
        { type: "work.history", how: "asked", channel: "phone" },
        { ...act, grant },
      ),
      world.journeys.reach(journeyId, { step: "assessed", channel: "phone" }, { ...act, grant }),
      world.journeys.read(grant, act),
      world.journeys.complete(grant, {}, act),
      world.journeys.return(grant, "other", act),
      world.journeys.offer(journeyId, offerTo(toDesk), { ...act, grant }),
    ];
    expect(await Promise.all(acts.map(codeOf))).toEqual(acts.map(() => "journey/stale-epoch"));
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.candidates["work.history"]).toHaveLength(1);
  });

  test("whose handoff is recalled between look and commit writes nothing: the grant is not refilled", async () => {
    let recall = async () => {};
    const around = (ledger: Ledger): Ledger => ({
      ...ledger,
      async commit(changes, options) {
        const isWrite = changes.some(({ events }) =>
          events.some(({ data }) => "handoff" in data && "facts" in data),
        );
        if (isWrite) await recall();
        return await ledger.commit(changes, options);
      },
    });
    const world = await setUp({ around });
    const { journeyId, grant, handoffId } = await held(world);
    recall = () => world.journeys.recall(handoffId, { actor: person });
    expect(await codeOf(world.journeys.record(journeyId, [employer], { actor: phone, grant }))).toBe(
      "journey/stale-epoch",
    );
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.candidates["work.history"]).toHaveLength(1);
  });

  test("keeps its grant while others write: forty writes at once, none lost", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    const steps = Array.from({ length: 20 }, (_, index) => `s${index}`);
    await Promise.all([
      ...steps.map((step) =>
        world.journeys.reach(journeyId, { step, channel: "phone" }, { actor: phone, grant }),
      ),
      ...steps.map((step) =>
        world.journeys.reach(journeyId, { step: `p-${step}`, channel: "web" }, { actor: person }),
      ),
    ]);
    expect((await world.journeys.get(journeyId, { actor: person })).steps).toHaveLength(40);
  });

  test("writes nothing that no lawful basis covers", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    const health = noted("health.condition-affects-work", "yes");
    const write = () => world.journeys.record(journeyId, [health, employer], { actor: phone, grant });
    await expect(write()).rejects.toMatchObject({
      code: "journey/not-permitted",
      details: { types: ["health.condition-affects-work"] },
    });
    await world.agree();
    expect(await codeOf(write())).toBe("accepted");
  });

  test("reads what consent covers at that moment, each time anew, and is seen reading", async () => {
    const world = await setUp();
    await world.agree();
    const { journeyId, grant, projection } = await held(world);
    expect(projection.facts.map(({ type }) => type)).toContain("housing.situation");
    await world.withdraw();
    const after = await world.journeys.read(grant, { actor: phone });
    expect(after.projection.facts.map(({ type }) => type)).not.toContain("housing.situation");
    await world.agree();
    const again = await world.journeys.read(grant, { actor: phone });
    expect(again.projection.facts.map(({ type }) => type)).toContain("housing.situation");
    const timeline = await world.journeys.timeline(journeyId, { actor: person });
    expect(timeline.filter(({ what }) => what === "journey.read")).toHaveLength(2);
    expect(adapt.facts).toContain("housing.situation");
  });

  test("reads nothing before acceptance", async () => {
    const world = await setUp();
    const { claimGrant, grant } = await held(world);
    expect(claimGrant.epoch).toBe(grant.epoch);
    expect(await codeOf(world.journeys.read(claimGrant, { actor: phone }))).toBe("journey/stale-epoch");
    expect(await codeOf(world.journeys.decline(grant, "no_skill", { actor: phone }))).toBe(
      "journey/wrong-state",
    );
  });
});
