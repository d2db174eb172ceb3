import { IdentityError } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { people } from "../../demo/src/department.js";
import { newKeys } from "../../demo/src/keys.js";
import { appOf } from "../../demo/src/serve.js";
import { answers } from "../../demo/src/story/person.js";
import { createWorld, type World } from "../../demo/src/world.js";
import { type Browsing, browse } from "../support/browsing.js";
import { testStore } from "../support/store.js";

async function department() {
  const email = { send: async () => ({ reference: "none" }) };
  const world = await createWorld({ store: testStore(), keys: await newKeys(), email });
  const app = appOf(world);
  return { world, app, window: () => browse(app) };
}

type Fields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Fills in pages in the order in which the form asks for them, until the given page is next. */
async function fillIn(person: Browsing, upTo: string, said: Fields = answers) {
  let next = await person.get("/form");
  while (next.at !== `/form/${upTo}`) {
    const page = next.at.split("/").at(-1) ?? "";
    next =
      next.at === "/sign-in"
        ? await person.post("/sign-in", { account: people[0]?.party.id ?? "" })
        : await person.post(next.at, said[page] ?? {});
    expect(next.status, page).toBe(200);
  }
}

/** The token that is shown next has run out; those issued later have not. */
function endSignIn(world: World) {
  const { verify } = world.verifier;
  let old: string | undefined;
  world.verifier.verify = async (token, options) => {
    old ??= token;
    if (token === old) throw new IdentityError("identity/expired");
    return await verify(token, options);
  };
}

async function startedBy(person: Browsing) {
  await person.get("/");
  await person.post("/start", {});
}

async function codeFor(person: Browsing, way: "phone" | "office") {
  await person.get("/help");
  const { text } = await person.post("/help", { way });
  return /tl-code__digits">([\d ]+)</.exec(text)?.[1] ?? "";
}

async function officerAt(window: Browsing, id: string) {
  await window.get("/staff");
  await window.post("/staff/sign-in", { officer: id });
  return window;
}

async function takenOver(window: Browsing, id: string, code: string) {
  const officer = await officerAt(window, id);
  await officer.post("/staff/claim", { code });
  const said = id === "staff-asha" ? { day: "27", month: "3", year: "1984" } : { document: "passport" };
  return { officer, work: await officer.post("/staff/check", said) };
}

test.each([
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "//evil.example",
  "/\\evil.example",
])("a language link leads nowhere else: %j", async (to) => {
  const { app } = await department();
  const response = await app.request(`/language/cy?to=${encodeURIComponent(to)}`);
  expect(response.status).toBe(303);
  const target = new URL(response.headers.get("location") ?? "", "http://here.example");
  expect(target.host).toBe("here.example");
});

test("a language link leads back to the page", async () => {
  const { app } = await department();
  const response = await app.request("/language/cy?to=%2Fform%2Fname");
  expect(response.headers.get("location")).toBe("/form/name");
});

describe("cookies", () => {
  test("one face's session is nothing to the other", async () => {
    const { window } = await department();
    const staff = await officerAt(window(), "staff-asha");
    const person = window();
    person.cookies.set("tl_work_citizen", staff.cookies.get("tl_work_staff") ?? "");
    const { status, text } = await person.get("/");
    expect(status).toBe(200);
    expect(text).toContain('action="/start"');
  });

  test("a session whose sign-in has ended shows nothing of the person", async () => {
    const { world, window } = await department();
    const person = window();
    await startedBy(person);
    await fillIn(person, "address");
    endSignIn(world);
    const { at, text } = await person.get("/form/name?change=full-name");
    expect(at).toBe("/sign-in");
    expect(text).not.toContain("Siân");
  });
});

test("the same person signs in again and goes on", async () => {
  const { world, window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "address");
  endSignIn(world);
  expect((await person.get("/form")).at).toBe("/sign-in");
  const stranger = await person.post("/sign-in", { account: people[1]?.party.id ?? "" });
  expect(stranger.status).toBe(409);
  expect(stranger.text).not.toContain("Siân");
  await person.get("/sign-in");
  const again = await person.post("/sign-in", { account: people[0]?.party.id ?? "" });
  expect(again).toMatchObject({ status: 200, at: "/form/address" });
});

test("a person finishes a second journey", async () => {
  const { window } = await department();
  for (const _ of [1, 2]) {
    const person = window();
    await startedBy(person);
    await fillIn(person, "check-answers");
    expect((await person.post("/form/check-answers", {})).text).toContain("govuk-panel__title");
  }
});

test("an address that cannot be written to does not spoil the end", async () => {
  const { window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "check-answers", { ...answers, contact: { email: "sian@x-.com" } });
  const { status, text } = await person.post("/form/check-answers", {});
  expect(status).toBe(200);
  expect(text).toContain("govuk-panel__title");
});

test("what an officer wrote down is not asked again on the web", async () => {
  const { window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "caring");
  const { officer, work } = await takenOver(window(), "staff-asha", await codeFor(person, "phone"));
  expect(work.text).toContain('value="caring"');
  await officer.post("/staff/answer", { caring: "yes" });
  const { at } = await person.get("/form");
  expect(at).toBe("/form/caring-details");
});

test("a message goes to the person whose journey the officer holds, whatever the form says", async () => {
  const { world, window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "caring");
  const other = { kind: "person", id: "person-demo-b", organisation: "work-and-careers" } as const;
  const { journeyId } = await world.journeys.start(
    { definition: { id: "work-support", version: 1 }, channel: "web" },
    { actor: other },
  );
  const { officer, work: held } = await takenOver(window(), "staff-gwen", await codeFor(person, "office"));
  const subjects: string[] = [];
  const { send } = world.notifications;
  (world.notifications as { send: typeof send }).send = async (request, options) => {
    subjects.push(request.subject);
    return await send(request, options);
  };
  const forged = await officer.post("/staff/complete", { journey: journeyId });
  expect(forged.status).toBe(409);
  expect(subjects).toEqual([]);
  await officer.get(held.at);
  expect((await officer.post("/staff/complete", {})).text).toContain("govuk-panel__title");
  expect(subjects).toEqual(["person-demo-a"]);
});

test("nobody sees an answer before the person check, or with somebody else's grant", async () => {
  const { window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "caring");
  const officer = await officerAt(window(), "staff-gwen");
  const check = await officer.post("/staff/claim", { code: await codeFor(person, "office") });
  expect(check.text).not.toMatch(/Siân|bakery|1984/);
  const early = await officer.get(check.at.replace("/check", "/work"));
  expect(early.status).toBe(409);
  expect(early.text).not.toMatch(/Siân|bakery|1984/);
  await officer.get(check.at);
  const work = await officer.post("/staff/check", { document: "passport" });
  expect(work.text).toContain("Siân");
  const colleague = await officerAt(window(), "staff-asha");
  const peek = await colleague.get(work.at);
  expect(peek.status).toBe(409);
  expect(peek.text).not.toMatch(/Siân|bakery/);
});

test("what a person writes stays text on the officer's screen, and a withdrawal hides it there", async () => {
  const { window } = await department();
  const person = window();
  const markup = "<img src=x onerror=alert(1)>\"'";
  const said = {
    ...answers,
    name: { "full-name": markup },
    "health-details": { "health-description": markup },
  };
  await startedBy(person);
  await fillIn(person, "caring", said);
  const { officer, work } = await takenOver(window(), "staff-gwen", await codeFor(person, "office"));
  expect(work.text).toContain("&lt;img");
  expect(work.text).not.toContain("<img");
  await person.get("/your-data");
  await person.post("/withdraw", {});
  const after = await officer.get(work.at);
  expect(after.text.match(/&lt;img/g)).toHaveLength(1);
});

test("the person is not said to have done what the clock did", async () => {
  const { world, window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "caring");
  const { timeline } = world.journeys;
  (world.journeys as { timeline: typeof timeline }).timeline = async (id, options) => [
    ...(await timeline(id, options)),
    {
      at: await world.now(),
      what: "handoff.expired",
      by: { kind: "service", id: "journey-timers", organisation: "work-and-careers" },
    },
  ];
  const { text } = await person.get("/your-data");
  expect(text).toMatch(/<strong>Work and Careers<\/strong> ended the code/);
  expect(text).not.toMatch(/<strong>you<\/strong> ended the code/);
});

test("two windows at once lose no answer", async () => {
  const { window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "agree");
  const other = window();
  for (const [name, value] of person.cookies) other.cookies.set(name, value);
  await person.get("/form/address?change=address");
  await other.get("/form/work-history?change=work-history");
  const moved = { "address-line-1": "3 New Street", "address-town": "Barry", "address-postcode": "CF62 1AA" };
  await Promise.all([
    person.post("/form/address", moved),
    other.post("/form/work-history", { "work-history": "A cafe." }),
  ]);
  const { text } = await person.get("/form/check-answers");
  expect(text).toContain("3 New Street");
  expect(text).toContain("A cafe.");
});

test("an officer who passed on, or whose journey was finished, sees and writes nothing more", async () => {
  const { window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "caring");
  const { officer, work } = await takenOver(window(), "staff-asha", await codeFor(person, "phone"));
  const stale = window();
  for (const [name, value] of officer.cookies) stale.cookies.set(name, value);
  await stale.get(work.at);
  await officer.post("/staff/pass-on", { officer: "staff-gwen" });
  const written = await stale.post("/staff/answer", { page: "caring", caring: "yes" });
  expect(written.status).toBe(409);
  expect((await stale.get(work.at)).text).not.toContain("Siân");
});

test.each(["/form/__proto__", "/form/constructor", "/form/name?change=__proto__", "/form/nowhere"])(
  "an address that nobody was given is no fault of the service: %s",
  async (path) => {
    const { window } = await department();
    const person = window();
    await startedBy(person);
    await fillIn(person, "agree");
    expect((await person.get(path)).status).toBeLessThan(500);
  },
);

test.each(["/start", "/staff/sign-in"])(
  "a body that is no form is refused, not a fault: %s",
  async (path) => {
    const { app } = await department();
    const response = await app.request(path, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBeLessThan(500);
  },
);

test("pressing start twice begins one journey", async () => {
  const { window } = await department();
  const one = window();
  await one.get("/");
  const two = window();
  for (const [name, value] of one.cookies) two.cookies.set(name, value);
  await two.get("/");
  await Promise.all([one.post("/start", {}), two.post("/start", {})]);
  const journey = (at: typeof one) => /jrn_[0-9a-f-]+/.exec(at.cookies.get("tl_work_citizen") ?? "")?.[0];
  expect(journey(one)).toBe(journey(two));
});

test("a code page that is loaded again after the code was used is no fault of the service", async () => {
  const { window } = await department();
  const person = window();
  await startedBy(person);
  await fillIn(person, "caring");
  await person.get("/help");
  const key = "a-key-of-the-page";
  const { text } = await person.post("/help", { way: "phone", key });
  const code = /tl-code__digits">([\d ]+)</.exec(text)?.[1] ?? "";
  await takenOver(window(), "staff-asha", code);
  await person.get("/help");
  expect((await person.post("/help", { way: "phone", key })).status).toBe(409);
});

test("a form from nowhere changes nothing and is refused as such", async () => {
  const { app } = await department();
  for (const path of ["/start", "/staff/claim", "/withdraw"]) {
    const response = await app.request(path, {
      method: "POST",
      body: new URLSearchParams({ csrf: "guess" }),
    });
    expect(response.status, path).toBe(403);
  }
});

test.each([
  ["localhost:3000", 200],
  ["127.0.0.1:3000", 200],
  ["[::1]", 200],
  ["evil.example", 421],
  ["localhost.evil.example:3000", 421],
  ["127.0.0.1.nip.example", 421],
])("under the name %s the answer is %d", async (host, status) => {
  const { app } = await department();
  for (const path of ["/", "/staff", "/api/health"]) {
    expect((await app.request(path, { headers: { host } })).status, path).toBe(status);
  }
});
