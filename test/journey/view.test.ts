import { describe, expect, test } from "vitest";
import { begin, offerTo, person, said, setUp, story } from "./support.js";

describe("a journey as its person sees it", () => {
  test("holds what counts, what each source said, and where its handoffs stand", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const { handoffId, offeredUntil } = await world.journeys.offer(journeyId, offerTo(), { actor: person });
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view).toMatchObject({ journeyId, status: "open", channel: "web", subject: person.id });
    expect(view.facts).toEqual(expect.arrayContaining([...story]));
    expect(view.facts).toHaveLength(story.length);
    expect(view.handoffs).toEqual([
      {
        handoffId,
        status: "offered",
        audience: offerTo().audience,
        reason: "person-asks",
        offeredAt: "2026-11-23T10:00:00.000Z",
        offeredUntil,
      },
    ]);
    expect(JSON.stringify(view)).not.toMatch(/locator|proof|~personal/);
  });

  test("what is no longer valid counts no more, and is still shown among what was said", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    await world.journeys.record(
      journeyId,
      [{ ...said("contact.phone", "+44 20 7946 0018"), validUntil: "2026-11-23T10:00:10.000Z" }],
      { actor: person },
    );
    world.wait(10);
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.facts.map(({ type }) => type)).not.toContain("contact.phone");
    expect(view.candidates["contact.phone"]).toHaveLength(1);
  });
});
