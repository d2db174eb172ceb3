import { describe, expect, test } from "vitest";
import { claimed, desk, held, noted, offerTo, p3, person, phone, setUp, toDesk } from "./support.js";

describe("a timeline", () => {
  test("tells where each thing happened, under which handoff and why", async () => {
    const world = await setUp();
    const { journeyId, grant, handoffId } = await held(world);
    await world.journeys.recordAsk(
      journeyId,
      { type: "contact.phone", how: "asked", channel: "phone" },
      { actor: phone, grant },
    );
    await world.journeys.record(journeyId, [noted("contact.phone", "+44 20 7946 0018")], {
      actor: phone,
      grant,
    });
    await world.journeys.reach(journeyId, { step: "assessed", channel: "phone" }, { actor: phone, grant });
    const { code } = await world.journeys.offer(journeyId, offerTo(toDesk), { actor: phone, grant });
    await world.journeys.accept(await claimed(world, code, { actor: desk }), p3, { actor: desk });
    const timeline = await world.journeys.timeline(journeyId, { actor: person });
    const only = (what: string) => timeline.filter((entry) => entry.what === what);
    expect(only("journey.asked")).toMatchObject([
      { channel: "phone", facts: ["contact.phone"], reason: "first_time", handoffId },
    ]);
    expect(only("journey.recorded")).toMatchObject([
      { by: { kind: "person" } },
      { by: { unit: "phone-north" }, handoffId },
    ]);
    expect(only("journey.step-reached")).toMatchObject([{ reason: "assessed" }]);
    expect(only("handoff.completed")).toMatchObject([{ reason: "passed-on", handoffId }]);
    expect(only("handoff.accepted")).toHaveLength(2);
    expect(only("handoff.accepted")[1]).toMatchObject({
      by: { id: desk.id, unit: "office-south" },
      withheld: expect.any(Array),
    });
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).sort());
  });
});
