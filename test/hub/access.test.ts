import type { AnyOperation } from "@throughline/hub";
import { describe, expect, test } from "vitest";
import {
  adapt,
  begin,
  type Caller,
  call,
  claimed,
  definition,
  desk,
  elsewhere,
  held,
  message,
  noticeInput,
  offer,
  offered,
  p1,
  person,
  phone,
  service,
  setUp,
  story,
  stranger,
  type World,
} from "./world.js";

const canary = /Quetzal|xylophone|1987-03-14|blodwen@|p-7f3a/;
const callers: Readonly<Record<string, Caller>> = { person, staff: phone, service };

/** A good body for each operation that takes one, where it stands on a held journey. */
function bodies({ yes }: World, grant: object, code: string): Readonly<Record<string, unknown>> {
  return {
    grantConsent: { ...yes, subject: person.id },
    refuseConsent: { ...yes, subject: person.id },
    withdrawConsent: { subject: person.id, purpose: adapt.id, channel: "phone" },
    checkConsent: { subject: person.id, purpose: adapt.id, recipient: "x", facts: adapt.facts },
    projectConsent: { subject: person.id, purpose: adapt.id, recipient: "x", data: {} },
    definePurpose: adapt,
    publishNotice: noticeInput,
    startJourney: { definition, channel: "web", subject: person.id },
    bindJourney: { subject: stranger.id },
    recordFacts: { facts: story },
    recordAsk: { ask: { type: "work.history", how: "asked", channel: "web" } },
    reachStep: { step: { step: "health", channel: "web" } },
    offerHandoff: { offer },
    claimHandoff: { code, presence: call },
    claimHandoffFromQueue: { presence: call },
    acceptHandoff: { grant, personCheck: p1 },
    readHandoff: { grant },
    completeHandoff: { grant },
    returnHandoff: { grant, reason: "other" },
    declineHandoff: { grant, reason: "safety" },
    sendNotification: message,
  };
}

/** Everything a hub offers, at the addresses of one held journey. */
async function scene() {
  const world = await setUp();
  const found = await held(world);
  const waiting = await offered(world);
  const { json } = await world.post(service, "/notifications", message);
  const ids: Readonly<Record<string, string>> = {
    journey: found.journey,
    handoff: found.handoff,
    notification: String(json["id"]),
    purpose: adapt.id,
    hash: world.yes.notice.hash,
    form: "work-support",
  };
  const body = bodies(world, found.grant, waiting.code);
  const ask = (operation: AnyOperation, as: Caller) => {
    const query = operation.id === "getQueue" ? "?channel=phone" : "";
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "") + query;
    return operation.method === "get" ? world.get(as, path) : world.post(as, path, body[operation.id]);
  };
  return { ...world, ...found, ask };
}

describe("who may call what", () => {
  test("an operation refuses every kind of actor that it does not name", async () => {
    const { operations, ask } = await scene();
    const refused = operations.flatMap((operation) =>
      Object.entries(callers)
        .filter(([kind]) => !(operation.actors as readonly string[]).includes(kind))
        .map(async ([kind, caller]) => {
          const { status, code, text } = await ask(operation, caller);
          expect([operation.id, kind, status, code]).toEqual([
            operation.id,
            kind,
            403,
            "identity/actor-not-allowed",
          ]);
          expect(text).not.toMatch(canary);
        }),
    );
    expect((await Promise.all(refused)).length).toBeGreaterThan(30);
  });

  test("the same names in another organisation open nothing", async () => {
    const { operations, ask, unexpected } = await scene();
    // What is not a person's: what was published for all, and who the caller is.
    const open = ["getForm", "getIdentity"];
    // What looks empty to a stranger, as it does to everybody without the right code or unit.
    const empty: Readonly<Record<string, string>> = {
      claimHandoff: '{"ok":false,"reason":"not-found"}',
      claimHandoffFromQueue: '{"ok":false,"reason":"not-found"}',
      getQueue: '{"tickets":[]}',
    };
    let tried = 0;
    for (const operation of operations.filter(({ id }) => !open.includes(id))) {
      for (const kind of operation.actors) {
        const caller = callers[kind];
        if (!caller) continue;
        tried += 1;
        const { status, text } = await ask(operation, elsewhere(caller));
        const outcome = operation.id in empty ? text : status;
        const wanted = operation.id in empty ? [empty[operation.id]] : [403, 404];
        expect(wanted, `${operation.id} by ${kind}: ${text}`).toContain(outcome);
        expect(text, operation.id).not.toMatch(canary);
      }
    }
    expect(tried).toBeGreaterThan(30);
    expect(unexpected).toEqual([]);
  });

  test("another person gets nothing of a journey, and cannot speak for its person", async () => {
    const { operations, ask, get, journey } = await scene();
    const own = ["getForm", "getIdentity", "getPurpose", "getNotice", "listMyConsents"];
    for (const operation of operations) {
      if (!operation.actors.includes("person") || own.includes(operation.id)) continue;
      const { status, text } = await ask(operation, stranger);
      expect([operation.id, status]).toEqual([operation.id, 403]);
      expect(text).not.toMatch(canary);
    }
    expect((await get(stranger, "/consents/mine")).json).toEqual([]);
    expect((await get(person, `/journeys/${journey}`)).text).toContain("Quetzal");
  });

  test("another officer's grant, an old one and one of another handoff open nothing", async () => {
    const { post, handoff, grant, claimGrant, journey } = await scene();
    expect((await post(desk, `/handoffs/${handoff}/read`, { grant })).status).toBe(403);
    expect((await post(phone, `/handoffs/${handoff}/read`, { grant: claimGrant })).code).toBe(
      "journey/stale-epoch",
    );
    const other = `hnd_${crypto.randomUUID()}`;
    const mixed = await post(phone, `/handoffs/${other}/read`, { grant });
    expect([mixed.status, mixed.json["details"]]).toEqual([400, { fields: ["grant.handoff"] }]);
    expect((await post(phone, `/journeys/${journey}/facts`, { facts: story })).code).toBe(
      "journey/not-yours",
    );
    expect((await post(person, `/handoffs/${handoff}/recall`)).json).toEqual({ done: true });
    expect((await post(phone, `/handoffs/${handoff}/read`, { grant })).status).toBe(409);
  });
});

describe("ids that are not what the address takes", () => {
  test.each([
    "x",
    "%2e%2eb",
    "jrn_1",
    "hnd_00000000-0000-0000-0000-000000000000",
    "a%2Fb",
    "%F0%9F%92%A9",
    "é",
  ])("%s is not found, and nothing breaks", async (id) => {
    const world = await setUp();
    const { get, post, unexpected } = world;
    const answers = [
      await get(person, `/journeys/${id}`),
      await get(person, `/journeys/${id}/timeline`),
      await get(service, `/notifications/${id}`),
      await get(person, `/notices/${id}`),
      await get(person, `/purposes/${id}`),
      await get(person, `/forms/${id}`),
      await post(person, `/handoffs/${id}/withdraw`),
      await post(person, `/handoffs/${id}/recall`),
      await post(person, `/handoffs/${id}/reissue`),
      await post(person, `/journeys/${id}/facts`, { facts: story }),
      await post(person, `/journeys/${id}/finish`),
      await post(service, `/journeys/${id}/bind`, { subject: "p-1" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    const claim = await post(phone, `/handoffs/${id}/claim`, { presence: call });
    expect(claim.json).toEqual({ ok: false, reason: "not-found" });
    expect(unexpected).toEqual([]);
  });

  test("an id of a foreign kind is not found", async () => {
    const world = await setUp();
    const { journey, handoff } = await offered(world);
    expect((await world.get(person, `/journeys/${handoff}`)).status).toBe(404);
    expect((await world.post(person, `/handoffs/${journey}/withdraw`)).status).toBe(404);
    expect((await world.get(service, `/notifications/${journey}`)).status).toBe(404);
  });
});

test("a problem never repeats what a person said", async () => {
  const world = await setUp();
  const { grant, handoff } = await claimed(world);
  const journey = await begin(world);
  const [name] = story;
  const wrong = await Promise.all([
    world.post(person, `/journeys/${journey}/facts`, { facts: [{ ...name, assurance: "Quetzal" }] }),
    world.post(person, `/journeys/${journey}/facts`, { facts: [{ ...name, type: "person.date-of-birth" }] }),
    world.post(person, `/journeys/${journey}/facts`, { facts: [{ ...name, type: "Quetzal the xylophone" }] }),
    world.post(person, `/journeys/${journey}/facts`, { facts: [{ ...name, Quetzal: 1 }] }),
    world.post(phone, `/handoffs/${handoff}/accept`, { grant, personCheck: { ...p1, level: "Quetzal" } }),
    world.post(service, "/notifications", { ...message, to: "blodwen@" }),
    world.post(service, "/notifications", { ...message, data: { "Blodwen Quetzal": {} } }),
    world.post(service, "/notifications", { ...message, data: { wrong: "Quetzal" } }),
    world.post(phone, "/consents/grant", { ...world.yes, purpose: "Quetzal" }),
    world.post(phone, "/handoffs/claim", { code: "xylophone", presence: call }),
  ]);
  expect(wrong.map(({ status }) => Math.floor(status / 100))).toEqual(wrong.map(() => 4));
  for (const { text } of wrong) expect(text).not.toMatch(canary);
});
