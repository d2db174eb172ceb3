import { expect, test } from "vitest";
import {
  call,
  definition,
  desk,
  offer,
  organisation,
  p1,
  person,
  phone,
  said,
  service,
  setUp,
  story,
} from "./world.js";

test("the whole thread over HTTP: web, consent, telephone, done, with nothing asked twice", async () => {
  const { get, post, yes, unexpected } = await setUp();
  const started = await post(service, "/journeys", { definition, channel: "web" });
  expect(started.status).toBe(201);
  const journey = `/journeys/${String(started.json["journeyId"])}`;
  expect((await get(person, journey)).status).toBe(403);
  expect((await post(service, `${journey}/bind`, { subject: person.id })).status).toBe(200);

  for (const { type } of story)
    await post(person, `${journey}/asks`, { ask: { type, how: "asked", channel: "web" } });
  expect((await post(person, `${journey}/facts`, { facts: story })).status).toBe(200);
  await post(person, `${journey}/steps`, { step: { step: "health", channel: "web" } });
  expect((await post(person, "/consents/grant", yes)).json).toMatchObject({
    status: "given",
    subject: person.id,
  });

  const { json: made } = await post(person, `${journey}/offers`, { offer });
  expect(made["covered"]).toContain("health.condition-affects-work");
  const queue = await get(phone, "/queue?channel=phone&limit=5");
  expect(queue.json["tickets"]).toMatchObject([
    { handoffId: made["handoffId"], service: offer.card.service },
  ]);

  const claim = await post(phone, "/handoffs/claim", { code: made["code"], presence: call });
  expect(claim.json).toMatchObject({ ok: true, card: offer.card });
  expect(claim.text).not.toContain("Blodwen");
  const handoff = `/handoffs/${String(made["handoffId"])}`;
  const accept = await post(phone, `${handoff}/accept`, { grant: claim.json["grant"], personCheck: p1 });
  expect(accept.json).toMatchObject({
    ok: true,
    projection: {
      facts: [{ type: "person.full-name", value: "Blodwen Quetzal" }],
      withheld: [{ type: "health.condition-affects-work", because: "assurance" }],
      missing: ["contact.phone", "housing.situation"],
    },
  });

  const grant = accept.json["grant"];
  const ask = { type: "contact.phone", how: "asked", channel: "phone" };
  await post(phone, `${journey}/asks`, { grant, ask });
  const facts = [said("contact.phone", "+441632960001", { officer: phone, channel: "phone" })];
  expect((await post(phone, `${journey}/facts`, { grant, facts })).status).toBe(200);
  const read = await post(phone, `${handoff}/read`, { grant });
  expect(read.json).toMatchObject({ projection: { missing: ["housing.situation"] } });
  const passedOn = {
    ...offer,
    audience: { organisation, unit: "office-south", channel: "office" },
    reason: "passed-on",
  };
  const second = await post(phone, `${journey}/offers`, { grant, offer: passedOn });
  expect(second.status).toBe(201);

  const presence = { kind: "desk", id: "desk-4" };
  const next = `/handoffs/${String(second.json["handoffId"])}`;
  const atDesk = await post(desk, `${next}/claim`, { presence });
  const seen = { grant: atDesk.json["grant"], personCheck: { level: "P3", document: "passport" } };
  const shown = await post(desk, `${next}/accept`, seen);
  expect(shown.json).toMatchObject({
    ok: true,
    projection: { withheld: [], missing: ["housing.situation"] },
  });
  const last = { grant: shown.json["grant"], finishJourney: true };
  expect((await post(desk, `${next}/complete`, last)).json).toEqual({ done: true });

  const view = await get(person, journey);
  expect(view.json).toMatchObject({
    status: "completed",
    handoffs: [{ status: "completed" }, { status: "completed" }],
  });
  expect(Object.values<{ asked: number }>(view.json["asks"] ?? {}).map(({ asked }) => asked)).toEqual([
    1, 1, 1, 1, 1,
  ]);
  const timeline = await get(person, `${journey}/timeline`);
  expect(timeline.text).toContain("handoff.accepted");
  expect(timeline.text).not.toContain("Quetzal");
  expect(unexpected).toEqual([]);
});
