import { expect, test } from "vitest";
import { opening } from "../support/store.js";
import { begin, held, person, phone, setUp, story } from "./world.js";

test("a person who was erased in mid-life: reads answer without the data, writing is Gone, and nothing is unexpected", async () => {
  const { vault, open } = opening();
  const world = await setUp({ store: open({}) });
  const { get, post } = world;
  const journey = await begin(world);
  const { grant, handoff } = await held(world);
  expect((await post(person, "/consents/grant", world.yes)).status).toBe(200);
  await vault.destroy(person.id);
  const read = await get(person, `/journeys/${journey}`);
  expect([read.status, read.text.includes("Quetzal")]).toEqual([200, false]);
  expect((await get(person, `/journeys/${journey}/timeline`)).status).toBe(200);
  expect((await get(person, "/consents/mine")).status).toBe(200);
  const gone = [
    await post(person, `/journeys/${journey}/facts`, { facts: story }),
    await post(person, "/consents/grant", world.yes),
    await post(phone, `/handoffs/${handoff}/read`, { grant }),
  ];
  for (const { status, code, text } of gone) {
    expect([status, code]).toEqual([410, "core/erased"]);
    expect(text).not.toMatch(/Quetzal|xylophone|1987/);
  }
  expect(world.unexpected).toEqual([]);
});
