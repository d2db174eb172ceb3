import { expect, test } from "vitest";
import { begin, desk, offer, offered, person, phone, setUp } from "../world.js";

const { unit: _, ...withoutUnit } = phone;

test("a queue is the officer's own unit's, in order, page by page", async () => {
  const world = await setUp();
  const first = await offered(world);
  const second = await offered(world);
  const ids = (json: Readonly<Record<string, never>>) =>
    (json["tickets"] as unknown as readonly { handoffId: string }[]).map(({ handoffId }) => handoffId);
  expect(ids((await world.get(phone, "/queue?channel=phone")).json)).toEqual([first.handoff, second.handoff]);
  const page = await world.get(phone, "/queue?channel=phone&limit=1");
  expect(ids(page.json)).toEqual([first.handoff]);
  const after = encodeURIComponent(String(page.json["next"]));
  const next = await world.get(phone, `/queue?channel=phone&limit=1&after=${after}`);
  expect(ids(next.json)).toEqual([second.handoff]);
  expect((await world.get(desk, "/queue?channel=phone")).json).toEqual({ tickets: [] });
  expect((await world.get(phone, "/queue?channel=office")).json).toEqual({ tickets: [] });
});

test.each([
  ["", "channel"],
  ["?channel=pigeon", "channel"],
  ["?channel=phone&limit=0", "limit"],
  ["?channel=phone&limit=201", "limit"],
  ["?channel=phone&limit=1e2", "limit"],
  ["?channel=phone&after=x", "after"],
  ["?channel=phone&after=%7B%7D", "after"],
  ["?channel=phone&unit=office-south", "unit"],
])("a queue asked for with %j is refused for its %s", async (query, field) => {
  const { get, unexpected } = await setUp();
  const { code, json } = await get(phone, `/queue${query}`);
  expect([code, json["details"]]).toEqual(["hub/invalid-request", { fields: [field] }]);
  expect(unexpected).toEqual([]);
});

test("staff without a unit have no queue", async () => {
  const { get } = await setUp();
  expect((await get(withoutUnit, "/queue?channel=phone")).code).toBe("journey/not-staff");
});

test("a person reads their journey and what happened to it", async () => {
  const world = await setUp();
  const journey = await begin(world);
  await world.post(person, `/journeys/${journey}/offers`, { offer });
  expect((await world.get(person, `/journeys/${journey}`)).json).toMatchObject({
    status: "open",
    handoffs: [{ status: "offered" }],
  });
  const { json, text } = await world.get(person, `/journeys/${journey}/timeline`);
  expect((json as unknown as readonly { what: string }[]).map(({ what }) => what)).toEqual([
    "journey.started",
    "journey.recorded",
    "handoff.offered",
  ]);
  expect(text).not.toMatch(/Quetzal|xylophone/);
});
