import { type Actor, ThroughlineError } from "@throughline/core";
import { IdentityError } from "@throughline/identity";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { officers, people } from "../../../demo/src/department.js";
import { newKeys } from "../../../demo/src/keys.js";
import { offerTo } from "../../../demo/src/offers.js";
import { appOf } from "../../../demo/src/serve.js";
import { answers, decide, fillIn } from "../../../demo/src/story/person.js";
import { createTeller } from "../../../demo/src/story/telling.js";
import { createWorld, type World } from "../../../demo/src/world.js";
import { type Browsing, browse } from "../../support/browsing.js";
import { type Cast, canaries, drillMs, expectUnharmed, type UseCase } from "./drill.js";
import { memoryScene, type Scene } from "./scene.js";
import { createTap } from "./tap.js";

type App = ReturnType<typeof appOf>;

/** The department's pages, and the browsers that outlive its process. */
interface Site {
  readonly world: World;
  readonly app: App;
  readonly person: Browsing;
  readonly officer: Browsing;
}

interface Kept extends Pick<Site, "person" | "officer"> {
  app?: App;
}

const keys = await newKeys();
const kept = new WeakMap<Scene, Kept>();
const silent = createTeller(() => {});
const party = people[0]?.party as Actor;
const [asha, gwen] = officers;

/** What must not be told in an error or a log: the story's answers. */
const told = new RegExp(`${canaries.source}|Siân|bakery|sian@example|1984-03-27|Heol`);

function browsers(scene: Scene): Kept {
  const known = kept.get(scene);
  if (known) return known;
  const made: Partial<Kept> = {};
  const app = { request: (path: string, init: RequestInit) => (made.app as App).request(path, init) };
  const all = Object.assign(made, { person: browse(app), officer: browse(app) });
  kept.set(scene, all);
  return all;
}

const pages: Cast<Site> = {
  open: async () => memoryScene(1),
  async services(scene, tap) {
    const { store, tapped, sent } = scene;
    const email = {
      async send({ id }: { readonly id: string }) {
        sent.push(id);
        return { reference: "mail" };
      },
    };
    const parts = {
      store: {
        ledger: tapped(tap),
        quota: tap.port("quota", store.quota),
        timers: tap.port("timers", store.timers),
      },
      keys,
      email: tap.port("email", email, () => new TypeError("fetch failed")),
    };
    const made = await createWorld(parts);
    const world: World = {
      ...made,
      verifier: tap.port("verifier", made.verifier, () => new IdentityError("identity/untrusted-issuer")),
    };
    const app = appOf(world);
    const { person, officer } = Object.assign(browsers(scene), { app });
    return { world, app, person, officer };
  },
  isOutside: true,
};

/** The page that a button leads to. A page of failure is a failure, with all that it says. */
async function opened(answer: ReturnType<Browsing["get"]>): Promise<unknown> {
  const { status, at, text } = await answer;
  if (status >= 500) {
    const message = told.test(text) ? "Blodwen Quetzal" : "The page of a failure.";
    throw new ThroughlineError("core/unexpected", { status, message });
  }
  return [status, at.split("?")[0], /<h1[^>]*>([^<]*)</.exec(text)?.[1]?.trim()];
}

/** Presses a button of the page that is open, the same way each time. */
function pressing(window: Browsing, path: string, fields: Readonly<Record<string, string>>) {
  const all = { ...window.hidden(), ...fields };
  return async () => await opened(window.submit(path, all));
}

function journeyIn(window: Browsing): string {
  return /jrn_[0-9a-f-]+/.exec(window.cookies.get("tl_work_citizen") ?? "")?.[0] ?? "";
}

/** A person who has started and signed in, and told their story as far as a page. */
async function signedIn({ world, person }: Site, upTo?: string): Promise<string> {
  await person.get("/");
  await person.post("/start", {});
  await person.get("/sign-in");
  await person.post("/sign-in", { account: party.id });
  const journeyId = journeyIn(person);
  if (upTo !== undefined) await fillIn(world, { journeyId, person: party, upTo }, silent);
  return journeyId;
}

async function officerIn({ officer }: Site, id: string | undefined): Promise<void> {
  await officer.get("/staff");
  await officer.post("/staff/sign-in", { officer: id ?? "" });
}

async function codeFor(site: Site, receiver: typeof asha): Promise<string> {
  if (!receiver) throw new Error("There is no such officer.");
  const journeyId = await signedIn(site, "caring");
  const offer = { journeyId, language: "en", actor: party, idempotencyKey: "offer" } as const;
  return (await offerTo(site.world, receiver, offer)).code;
}

/** An officer who has claimed by telephone, and checked the person if so asked. */
async function taken(site: Site, isChecked: boolean): Promise<void> {
  const code = await codeFor(site, asha);
  await officerIn(site, asha?.party.id);
  await site.officer.post("/staff/claim", { code });
  if (isChecked) await site.officer.post("/staff/check", { day: "27", month: "3", year: "1984" });
}

/**
 * That it was asked, what the journey knows now, and the form as far as it is filled in. One showing of a page asks once,
 * however often it is sent; what is said again is written down again.
 */
const written: Pick<UseCase<Site>, "commits" | "adds" | "alike"> = {
  commits: 3,
  adds: { "journey.recorded": 1, "answers.saved": 1 },
  // What the journey knew already when the page was sent again stands in the form as confirmed.
  alike: (text) => text.replaceAll(/"known":\{(?:[^{}]|\{[^{}]*\})*\},("origin":)"confirmed"/g, '$1"asked"'),
};

const stranger: UseCase<Site> = {
  begin: async ({ person }) => {
    await person.get("/");
    await person.post("/start", {});
    await person.get("/form/name");
    return pressing(person, "/form/name", { "full-name": "Blodwen Quetzal" });
  },
  ...written,
};

function page(name: string, effects: Omit<UseCase<Site>, "begin">): UseCase<Site> {
  return {
    begin: async (site) => {
      await signedIn(site, name);
      await site.person.get(`/form/${name}`);
      return pressing(site.person, `/form/${name}`, answers[name] as Readonly<Record<string, string>>);
    },
    ...effects,
  };
}

/** What a person says twice is kept twice, each time with its evidence: the last word stands. */
const saidAgain = (outcome: string) => ({ [outcome]: 1, "consent-epoch.advanced": 1 });

/** Each button at a moment when it can be pressed. */
const cases: Readonly<Record<string, UseCase<Site>>> = {
  "/start": {
    begin: async ({ person }) => {
      await person.get("/");
      return pressing(person, "/start", {});
    },
  },
  // The journey becomes the person's; the half-filled form is then kept under their name, again at each sign-in.
  "/sign-in": {
    begin: async ({ person }) => {
      await person.get("/");
      await person.post("/start", {});
      await person.get("/sign-in");
      return pressing(person, "/sign-in", { account: party.id });
    },
    commits: 2,
    adds: { "answers.saved": 1 },
  },
  "/form/:page name": stranger,
  "/form/:page address": page("address", written),
  "/form/:page agree": page("agree", {
    commits: 2,
    adds: { ...saidAgain("consent.granted"), "answers.saved": 1 },
  }),
  "/form/check-answers": {
    begin: async (site) => {
      await signedIn(site, "check-answers");
      await site.person.get("/form/check-answers");
      return pressing(site.person, "/form/check-answers", {});
    },
    commits: 2,
  },
  "/help": {
    begin: async (site) => {
      await signedIn(site, "caring");
      await site.person.get("/help");
      return pressing(site.person, "/help", { way: "phone" });
    },
    adds: { "handoff.code-reissued": 2 },
  },
  "/withdraw": {
    begin: async (site) => {
      await signedIn(site, "agree");
      await decide(site.world, party, "grant");
      await site.person.get("/your-data");
      return pressing(site.person, "/withdraw", {});
    },
    adds: saidAgain("consent.withdrawn"),
  },
  "/leave": {
    begin: async (site) => {
      await signedIn(site);
      return pressing(site.person, "/leave", {});
    },
    commits: 0,
  },
  "/staff/sign-in": {
    begin: async ({ officer }) => {
      await officer.get("/staff");
      return pressing(officer, "/staff/sign-in", { officer: asha?.party.id ?? "" });
    },
    commits: 0,
  },
  "/staff/leave": {
    begin: async (site) => {
      await officerIn(site, asha?.party.id);
      return pressing(site.officer, "/staff/leave", {});
    },
    commits: 0,
  },
  "/staff/claim": {
    begin: async (site) => {
      const code = await codeFor(site, asha);
      await officerIn(site, asha?.party.id);
      return pressing(site.officer, "/staff/claim", { code });
    },
  },
  "/staff/check": {
    begin: async (site) => {
      await taken(site, false);
      return pressing(site.officer, "/staff/check", { day: "27", month: "3", year: "1984" });
    },
    commits: 2,
    adds: { "journey.read": 3 },
  },
  "/staff/answer": {
    begin: async (site) => {
      await taken(site, true);
      return pressing(site.officer, "/staff/answer", { page: "caring", caring: "yes" });
    },
    // Each look is recorded: before the answer is taken, and when the page is drawn again.
    commits: 4,
    adds: { "journey.read": 2, "journey.recorded": 1 },
  },
  "/staff/pass-on": {
    begin: async (site) => {
      await taken(site, true);
      return pressing(site.officer, "/staff/pass-on", { officer: gwen?.party.id ?? "" });
    },
    adds: { "handoff.code-reissued": 2 },
  },
  "/staff/complete": {
    begin: async (site) => {
      await taken(site, true);
      return pressing(site.officer, "/staff/complete", {});
    },
    commits: 2,
  },
};

const logged: unknown[] = [];

beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((...said: readonly unknown[]) => void logged.push(said));
});

afterEach(() => {
  vi.restoreAllMocks();
});

test("every button of the department is drilled", async () => {
  const { app } = await pages.services(memoryScene(), createTap());
  const posted = app.routes.filter(({ method }) => method === "POST").map(({ path }) => path);
  expect(posted.length).toBeGreaterThan(10);
  const drilled = Object.keys(cases).map((name) => name.split(" ")[0]);
  expect(new Set(drilled)).toEqual(new Set(posted));
});

test.each(Object.entries(cases))(
  "%s is whole when any call behind it fails once",
  async (_, use) => {
    await expectUnharmed(pages, use);
    expect(JSON.stringify(logged.map(String))).not.toMatch(told);
  },
  drillMs,
);
