import type { TokenIssuer } from "@throughline/identity";
import {
  adapt,
  assess,
  audience,
  birthday,
  type Caller,
  caller,
  definition,
  organisation,
  portal,
  said,
  story,
} from "./fixtures.js";
import type { Ready } from "./hub.js";

/** Counts what was asked of the hub. */
export interface Tally {
  requests: number;
  /** Method and form of each path that was called. */
  readonly operations: Set<string>;
  /** Answers that were not to be expected: status and code, with how many. */
  readonly wrong: Map<string, number>;
}

export const newTally = (): Tally => ({ requests: 0, operations: new Set(), wrong: new Map() });

type Json = Readonly<Record<string, unknown>>;
type Call = (as: Caller, path: string, body?: object) => Promise<Json>;

const formOf = (path: string) =>
  path
    .split("?")[0]
    ?.replace(/(jrn|hnd|ntf)_[^/]+/, "{id}")
    .replace(/[0-9a-f]{64}/, "{hash}") ?? path;

/** One call after the other with tokens of their own; a body, even an empty one, makes it a POST. */
function callerOf({ port }: Ready, issuer: TokenIssuer, tally: Tally): Call {
  const tokens = new Map<Caller, string>();
  return async (as, path, body) => {
    const token = tokens.get(as) ?? (await issuer.issue({ actor: as, audience }));
    tokens.set(as, token);
    const method = body === undefined ? "GET" : "POST";
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined
        ? {}
        : { "idempotency-key": crypto.randomUUID(), "content-type": "application/json" }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...sent });
    const json = (await answer.json()) as Json;
    tally.requests += 1;
    tally.operations.add(`${method} ${formOf(path)}`);
    if (!answer.ok) {
      const what = `${method} ${formOf(path)}: ${answer.status} ${String(json["code"])}`;
      tally.wrong.set(what, (tally.wrong.get(what) ?? 0) + 1);
    }
    return json;
  };
}

interface Visit {
  readonly call: Call;
  readonly notice: string;
  readonly person: Caller;
  readonly phone: Caller;
}

const offer = {
  audience: { organisation, unit: "phone-north", channel: "phone" },
  purpose: assess.id,
  needs: [
    "person.full-name",
    "contact.phone",
    { type: "health.condition-affects-work", purpose: adapt.id },
    { type: "housing.situation", purpose: adapt.id },
  ],
  reason: "person-asks",
  card: { service: "Find work support", language: "en" },
} as const;

const presence = { kind: "call", id: "call-1" };

/** The person says yes, looks at it, and what it covers is asked for. */
async function consents({ call, notice, person, phone }: Visit): Promise<void> {
  await call(person, `/purposes/${adapt.id}`);
  await call(person, `/notices/${notice}`);
  const yes = {
    purpose: adapt.id,
    facts: adapt.facts,
    recipients: [organisation],
    notice: { hash: notice, language: "en" },
    channel: "web",
    evidence: { kind: "web", control: "checkbox" },
    expression: "explicit",
  };
  await call(person, "/consents/grant", yes);
  await call(person, "/consents/mine");
  const question = { subject: person.id, purpose: adapt.id, recipient: organisation };
  await call(phone, "/consents/check", { ...question, facts: ["housing.situation"] });
  await call(portal, "/consents/project", { ...question, data: { "housing.situation": "owner" } });
  await call(person, "/consents/refuse", yes);
  await call(person, "/consents/grant", yes);
}

/** The person begins on the web. Half of them before they have signed in. */
async function begins({ call, person }: Visit, isSignedIn: boolean): Promise<string> {
  await call(person, "/identity");
  await call(person, "/forms/work-support");
  const started = await call(isSignedIn ? person : portal, "/journeys", { definition, channel: "web" });
  const journey = `/journeys/${String(started["journeyId"])}`;
  if (!isSignedIn) await call(portal, `${journey}/bind`, { subject: person.id });
  await call(person, `${journey}/asks`, { ask: { type: "work.history", how: "asked", channel: "web" } });
  await call(person, `${journey}/facts`, { facts: story });
  await call(person, `${journey}/steps`, { step: { step: "health", channel: "web" } });
  return journey;
}

type Ending = (visit: Visit, handoff: string, grant: unknown) => Promise<unknown>;

const accept: Ending = ({ call, phone }, handoff, grant) =>
  call(phone, `${handoff}/accept`, { grant, personCheck: { level: "P1", dateOfBirth: birthday } });

/** How a handoff may end, one after the other. */
const endings: readonly Ending[] = [
  async (visit, handoff, grant) => {
    const held = (await accept(visit, handoff, grant)) as Json;
    const { call, phone } = visit;
    await call(phone, `${handoff}/read`, { grant: held["grant"] });
    const facts = [said("contact.phone", "+441632960001", { officer: phone, channel: "phone" })];
    await call(phone, `${handoff}/complete`, { grant: held["grant"], facts, finishJourney: true });
  },
  async (visit, handoff, grant) => {
    const held = (await accept(visit, handoff, grant)) as Json;
    await visit.call(visit.phone, `${handoff}/return`, { grant: held["grant"], reason: "cut-off" });
  },
  ({ call, phone }, handoff, grant) => call(phone, `${handoff}/decline`, { grant, reason: "no_capacity" }),
  ({ call, person }, handoff) => call(person, `${handoff}/recall`, {}),
];

async function handsOver(visit: Visit, journey: string, turn: number): Promise<void> {
  const { call, person, phone } = visit;
  const made = await call(person, `${journey}/offers`, { offer });
  const handoff = `/handoffs/${String(made["handoffId"])}`;
  const { code } = await call(person, `${handoff}/reissue`, {});
  await call(phone, "/queue?channel=phone&limit=20");
  if (turn % 5 === 4) {
    await call(person, `${handoff}/withdraw`, {});
    await call(person, `${journey}/finish`, {});
    return;
  }
  const [path, body] = turn % 2 === 0 ? ["/handoffs/claim", { code }] : [`${handoff}/claim`, {}];
  const claim = await call(phone, path, { ...body, presence });
  await endings[turn % endings.length]?.(visit, handoff, claim["grant"]);
}

/** One person's whole visit: some thirty calls, in all the ways in which it may go. */
export async function visit(hub: Ready, issuer: TokenIssuer, tally: Tally, turn: number): Promise<void> {
  const call = callerOf(hub, issuer, tally);
  const person = caller("person", `p-${crypto.randomUUID()}`);
  const phone = caller("staff", `s-${crypto.randomUUID()}`, "phone-north");
  const one: Visit = { call, notice: hub.notice, person, phone };
  const journey = await begins(one, turn % 2 === 0);
  await consents(one);
  await handsOver(one, journey, turn);
  await call(person, journey);
  await call(person, `${journey}/timeline`);
  const data = { name: "Blodwen Quetzal" };
  const letter = {
    template: "received",
    templateVersion: 1,
    to: "blodwen@example.org",
    language: "en",
    data,
  };
  const { id } = await call(portal, "/notifications", { ...letter, subject: person.id });
  await call(portal, `/notifications/${String(id)}`);
  await call(person, "/consents/withdraw", { purpose: adapt.id, channel: "web" });
}
