import { verifyRecord } from "@throughline/core";
import { createJourneys } from "@throughline/journey";
import { describe, expect, test } from "vitest";
import {
  begin,
  birthday,
  claimed,
  codeOf,
  desk,
  held,
  noted,
  offerTo,
  p1,
  p3,
  person,
  phone,
  setUp,
  toDesk,
} from "./support.js";

describe("a story told once", () => {
  test("goes from the web over the telephone to a desk, and nothing is asked twice", async () => {
    const world = await setUp();
    const { journeys, ledger } = world;
    const journeyId = await begin(world);
    for (const type of ["person.full-name", "person.date-of-birth"]) {
      await journeys.recordAsk(journeyId, { type, how: "confirmed", channel: "web" }, { actor: person });
    }
    await world.agree();
    const offered = await journeys.offer(journeyId, offerTo(), { actor: person });
    expect(offered.code).toMatch(/^\d{4} \d{4} \d{4}$/);
    expect(offered.covered).toHaveLength(5);

    const claim = await journeys.claim(
      { code: offered.code, presence: { kind: "call", id: "c" }, claimId: "k" },
      { actor: phone },
    );
    if (!claim.ok) throw new Error("not found");
    expect(claim.card).toEqual({ service: "Find work support", language: "cy", access: ["hearing-loop"] });
    expect(JSON.stringify(claim)).not.toContain("Blodwen");

    const accepted = await journeys.accept(claim.grant, p1, { actor: phone });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.facts.map(({ type }) => type)).toEqual([
      "person.full-name",
      "work.history",
      "housing.situation",
    ]);
    expect(accepted.projection.withheld).toEqual([
      { type: "health.condition-affects-work", because: "assurance" },
    ]);
    expect(accepted.projection.missing).toEqual(["contact.phone"]);

    const { grant } = accepted;
    await journeys.recordAsk(
      journeyId,
      { type: "contact.phone", how: "asked", channel: "phone" },
      { actor: phone, grant },
    );
    await journeys.record(journeyId, [noted("contact.phone", "+44 20 7946 0018")], { actor: phone, grant });
    const passed = await journeys.offer(journeyId, offerTo({ ...toDesk, reason: "passed-on" }), {
      actor: phone,
      grant,
    });
    expect(await codeOf(journeys.read(grant, { actor: phone }))).toBe("journey/stale-epoch");

    const atDesk = await journeys.accept(await claimed(world, passed.code, { actor: desk }), p3, {
      actor: desk,
    });
    if (!atDesk.ok) throw new Error("person check");
    expect(atDesk.projection.withheld).toEqual([]);
    expect(atDesk.projection.facts.map(({ value }) => value)).toContain("+44 20 7946 0018");
    await journeys.complete(atDesk.grant, { finishJourney: true }, { actor: desk });

    const view = await journeys.get(journeyId, { actor: person });
    expect(view.status).toBe("completed");
    expect(view.handoffs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(Object.values(view.asks).every(({ asked }) => asked <= 1)).toBe(true);
    for await (const { record } of ledger.follow())
      expect((await verifyRecord(ledger, record)).verdict).toBe("consistent");
  });

  test("the person sees who did what where, and what they saw, without values", async () => {
    const world = await setUp();
    const { journeyId, grant } = await held(world);
    world.wait(5);
    await world.journeys.read(grant, { actor: phone });
    const timeline = await world.journeys.timeline(journeyId, { actor: person });
    expect(timeline.map(({ what }) => what).sort()).toEqual(
      [
        "journey.started",
        "journey.recorded",
        "handoff.offered",
        "handoff.claimed",
        "handoff.accepted",
        "journey.read",
      ].sort(),
    );
    const read = timeline.find(({ what }) => what === "journey.read");
    expect(read).toMatchObject({
      by: { id: "s-12", unit: "phone-north" },
      facts: ["person.full-name", "work.history"],
    });
    expect(timeline.at(-1)).toEqual(read);
    expect(JSON.stringify(timeline)).not.toMatch(new RegExp(`Blodwen|${birthday}`));
  });

  test("nonsense options fail at creation", async () => {
    const { ledger, consent } = await setUp();
    const options = {
      ledger,
      quota: ledger.quota,
      consent,
      organisation: "o",
      pepper: () => new Uint8Array(32),
    };
    for (const bad of [
      { claimSeconds: 5 },
      { leaseSeconds: 1e6 },
      { openCodesPerUnit: 2001 },
      { organisation: "" },
    ]) {
      expect(() => createJourneys({ ...options, ...bad })).toThrow(RangeError);
    }
  });

  test("a short pepper is refused before any code is made with it", async () => {
    const world = await setUp({ pepper: () => new Uint8Array(31) });
    const journeyId = await begin(world);
    await expect(world.journeys.offer(journeyId, offerTo(), { actor: person })).rejects.toThrow(RangeError);
  });
});
