import { expect, test } from "vitest";
import { begin, definition, person, phone, said, service, setUp, stranger } from "../world.js";

test("a person starts for themselves only; a service for anybody or nobody", async () => {
  const { post, get } = await setUp();
  const start = { definition, channel: "web" };
  expect((await post(person, "/journeys", { ...start, subject: stranger.id })).code).toBe(
    "journey/not-yours",
  );
  const mine = await post(person, "/journeys", start);
  expect((await get(person, `/journeys/${String(mine.json["journeyId"])}`)).json).toMatchObject({
    subject: person.id,
  });
  const nobodys = await post(service, "/journeys", start);
  const path = `/journeys/${String(nobodys.json["journeyId"])}`;
  expect((await get(service, path)).json).not.toHaveProperty("subject");
  await post(service, `${path}/bind`, { subject: person.id });
  expect((await get(person, path)).status).toBe(200);
  expect((await post(service, `${path}/bind`, { subject: stranger.id })).code).toBe("journey/already-bound");
});

test("nobody states a fact in another's name, and a finished journey takes nothing more", async () => {
  const world = await setUp();
  const journey = `/journeys/${await begin(world)}`;
  const officers = [said("work.history", "None", { officer: phone, channel: "phone" })];
  expect((await world.post(person, `${journey}/facts`, { facts: officers })).code).toBe(
    "journey/provenance-not-allowed",
  );
  expect((await world.post(person, `${journey}/finish`)).json).toEqual({ done: true });
  const late = await world.post(person, `${journey}/facts`, { facts: [said("work.history", "None")] });
  expect(late.code).toBe("journey/closed");
});
