import { expect, test } from "vitest";
import { journeyView, queuePage, timeline } from "../../../packages/hub/src/operations/journey-shapes.js";
import { held, person, setUp } from "../world.js";

test("a view and a timeline with every part filled have the published shape, and one too many does not", async () => {
  const world = await setUp();
  const { journey } = await held(world);
  await world.post(person, `/journeys/${journey}/asks`, {
    ask: { type: "work.history", how: "asked", channel: "web" },
  });
  await world.post(person, `/journeys/${journey}/steps`, { step: { step: "end", channel: "web" } });
  const view = (await world.get(person, `/journeys/${journey}`)).json;
  expect(journeyView.parse(view)).toEqual(view);
  expect(journeyView.safeParse({ ...view, secret: 1 }).success).toBe(false);
  const entries = (await world.get(person, `/journeys/${journey}/timeline`)).json as unknown as object[];
  expect(timeline.parse(entries)).toEqual(entries);
  expect(timeline.safeParse([{ ...entries[0], what: "journey.leaked" }]).success).toBe(false);
  expect(timeline.safeParse([{ ...entries[0], value: "Blodwen" }]).success).toBe(false);
});

test("a ticket has no room for personal data", () => {
  const ticket = {
    handoffId: "hnd_1",
    service: "Find work support",
    language: "en",
    reason: "person-asks",
    offeredAt: "2026-01-05T10:00:00.000Z",
    offeredUntil: "2026-01-06T10:00:00.000Z",
  };
  expect(queuePage.safeParse({ tickets: [ticket] }).success).toBe(true);
  for (const more of ["name", "journeyId", "code", "access"]) {
    expect(queuePage.safeParse({ tickets: [{ ...ticket, [more]: "x" }] }).success).toBe(false);
  }
});
