import { expect, test } from "vitest";
import { call, claimed, held, offered, p1, person, phone, setUp } from "../world.js";

test("a wrong date of birth opens nothing and says how many tries are left", async () => {
  const world = await setUp();
  const { handoff, grant } = await claimed(world);
  const path = `/handoffs/${handoff}/accept`;
  const wrong = { grant, personCheck: { ...p1, dateOfBirth: "1990-01-01" } };
  const answer = await world.post(phone, path, wrong);
  expect(answer.json).toEqual({ ok: false, reason: "person-check", triesLeft: 2 });
  expect((await world.post(phone, path, { grant, personCheck: p1 })).json).toMatchObject({ ok: true });
});

test("consent that is withdrawn after acceptance closes what it had opened at the next reading", async () => {
  const world = await setUp();
  await world.post(person, "/consents/grant", world.yes);
  const { handoff, grant, json } = await held(world);
  expect(json["projection"]).toMatchObject({ missing: ["contact.phone", "housing.situation"] });
  await world.post(person, "/consents/withdraw", { purpose: world.yes.purpose, channel: "web" });
  const { json: read } = await world.post(phone, `/handoffs/${handoff}/read`, { grant });
  expect(read["projection"]).toMatchObject({
    withheld: expect.arrayContaining([{ type: "housing.situation", because: "consent" }]) as unknown,
  });
});

test("a new code burns the old one", async () => {
  const world = await setUp();
  const { handoff, code } = await offered(world);
  const { json } = await world.post(person, `/handoffs/${handoff}/reissue`);
  const claim = async (said: unknown) =>
    (await world.post(phone, "/handoffs/claim", { code: said, presence: call })).json["ok"];
  expect([await claim(code), await claim(json["code"])]).toEqual([false, true]);
});

test("what has ended stays ended", async () => {
  const world = await setUp();
  const { handoff, grant } = await held(world);
  expect((await world.post(phone, `/handoffs/${handoff}/return`, { grant, reason: "other" })).json).toEqual({
    done: true,
  });
  for (const act of ["read", "complete"]) {
    const { status } = await world.post(phone, `/handoffs/${handoff}/${act}`, { grant });
    expect([act, status]).toEqual([act, 409]);
  }
  expect((await world.post(person, `/handoffs/${handoff}/withdraw`)).status).toBe(409);
});
