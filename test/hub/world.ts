import { createConsent, type PurposeInput } from "@throughline/consent";
import type { Actor, Channel, Fact, JsonValue, Store } from "@throughline/core";
import { defineForm } from "@throughline/forms";
import {
  type AnyOperation,
  consentOperations,
  createHub,
  formsOperations,
  identityOperations,
  journeyOperations,
  notifyOperations,
} from "@throughline/hub";
import {
  createTokenIssuer,
  createTokenVerifier,
  generateSigningKey,
  type TokenVerifier,
} from "@throughline/identity";
import { createJourneys } from "@throughline/journey";
import { createNotifications, defineTemplate } from "@throughline/notify";
import { expect } from "vitest";
import * as z from "zod";
import { testStore } from "../support/store.js";

export const organisation = "work-and-careers";
export const birthday = "1987-03-14";
const audience = "urn:hub:work";
const assurance = { framework: "gpg45", authentication: "high", proofing: "high" } as const;

export type Caller = Actor & { readonly assurance: typeof assurance };

function caller(actor: Actor): Caller {
  return { ...actor, assurance };
}

export const person = caller({ kind: "person", id: "p-7f3a", organisation });
export const stranger = caller({ kind: "person", id: "p-0000", organisation });
export const phone = caller({ kind: "staff", id: "s-12", organisation, unit: "phone-north" });
export const desk = caller({ kind: "staff", id: "s-31", organisation, unit: "office-south" });
export const service = caller({ kind: "service", id: "portal", organisation });

/** The same names in another organisation, where they mean somebody else. */
export function elsewhere(actor: Caller): Caller {
  return { ...actor, organisation: "tax-and-benefits" };
}

export const assess: PurposeInput = {
  id: "work-support.assess",
  title: { en: "Assess what work support you need" },
  basis: "public-task",
  facts: ["person.full-name", "person.date-of-birth", "work.history", "contact.email", "contact.phone"],
  recipients: [organisation],
  grantChannels: [],
  withdrawalChannels: [],
};

export const adapt: PurposeInput = {
  id: "work-support.adapt",
  title: { en: "Adapt your support to your health" },
  basis: "consent",
  facts: ["health.condition-affects-work", "housing.situation"],
  recipients: [organisation],
  specialCategory: { condition: "explicit-consent" },
  grantChannels: ["web", "phone", "office"],
  withdrawalChannels: ["web", "phone", "office"],
};

export const noticeInput = {
  purpose: adapt.id,
  texts: { en: "We use this to adapt your support." },
  material: true,
};

const form = defineForm({
  version: 1,
  id: "work-support",
  title: { en: "Find work support", cy: "Dod o hyd i gymorth gwaith" },
  pages: [
    {
      id: "name",
      title: { en: "Your name", cy: "Eich enw" },
      questions: [
        {
          id: "full-name",
          type: "text",
          label: { en: "What is your full name?", cy: "Beth yw eich enw llawn?" },
          name: { en: "your full name", cy: "eich enw llawn" },
          fact: "person.full-name",
          reuse: "always",
          autocomplete: "name",
        },
      ],
    },
  ],
});

const template = defineTemplate({
  id: "received",
  version: 1,
  purpose: assess.id,
  schema: z.strictObject({ name: z.string() }),
  content: { en: { email: { subject: "We have it", body: "Dear ((name)), we have it." } } },
});

/** A fact as the person states it on the web, or as an officer writes it down. */
export function said(type: string, value: JsonValue, by: { officer?: Caller; channel?: Channel } = {}): Fact {
  const at = "2026-01-05T10:00:00.000Z";
  const { officer, channel = "web" } = by;
  const recorder = officer ? { recordedBy: officer.id } : {};
  const source = { by: "person", channel, at, organisation, ...recorder } as const;
  return { type, value, assurance: "stated", source, observedAt: at };
}

export const story: readonly Fact[] = [
  said("person.full-name", "Blodwen Quetzal"),
  said("person.date-of-birth", birthday),
  said("work.history", "Eleven years as a xylophone tuner"),
  said("health.condition-affects-work", "yes"),
];

export const definition = { id: "work-support", version: 1 };
export const call = { kind: "call", id: "call-1" } as const;
export const p1 = { level: "P1", dateOfBirth: birthday } as const;

export const offer = {
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

export const message = {
  template: "received",
  templateVersion: 1,
  subject: person.id,
  to: "blodwen@example.org",
  language: "en",
  data: { name: "Blodwen Quetzal" },
};

/** What came back. Members are looked at one by one, as a client would. */
export interface Answered {
  readonly status: number;
  readonly code: unknown;
  readonly json: Readonly<Record<string, never>>;
  readonly text: string;
}

function operationOf(operations: readonly AnyOperation[], method: string, path: string) {
  return operations.find((operation) => {
    const form = operation.path.replace(/\{\w+\}/g, "[^/]+");
    return (
      operation.method === method.toLowerCase() && new RegExp(`^${form}$`).test(path.split("?")[0] ?? "")
    );
  });
}

async function services(store: Store) {
  const { ledger, quota, timers } = store;
  const consent = createConsent({ ledger, organisation });
  await consent.definePurpose(assess, { actor: service });
  await consent.definePurpose(adapt, { actor: service });
  const [published] = await consent.notices(adapt.id);
  const notice = published ?? (await consent.publishNotice(noticeInput, { actor: service }));
  const pepper = () => new Uint8Array(32).map((_, index) => index * 7 + 3);
  const journeys = createJourneys({ ledger, quota, consent, organisation, pepper });
  const email = { send: async () => ({ reference: "mail-1" }) };
  const kept = { ledger, timers, consent, organisation };
  const notifications = createNotifications({ ...kept, templates: [template], email });
  const operations = [
    ...consentOperations(consent, organisation),
    ...journeyOperations(journeys),
    ...formsOperations({ forms: [form] }),
    ...notifyOperations(notifications, organisation),
    ...identityOperations(),
  ];
  return { ledger, operations, notice };
}

/**
 * A hub of everything on a ledger, called with real tokens. Each good answer is checked against the schema that the
 * document publishes for it.
 */
export async function setUp({
  store = testStore(),
  around = (verifier) => verifier,
}: {
  readonly store?: Store;
  readonly around?: (verifier: TokenVerifier) => TokenVerifier;
} = {}) {
  const { operations, notice, ledger } = await services(store);
  const issuer = createTokenIssuer({ issuer: "https://id.example", key: await generateSigningKey() });
  const trust = [{ issuer: issuer.issuer, keys: issuer.jwks().keys }];
  const unexpected: unknown[] = [];
  const hub = createHub({
    title: "Work and Careers",
    verifier: around(createTokenVerifier({ trust, audience })),
    operations,
    onUnexpected: (error) => unexpected.push(error),
  });

  async function send(as: Caller, method: "GET" | "POST", path: string, body?: unknown, key?: string) {
    const headers = new Headers({ authorization: `Bearer ${await issuer.issue({ actor: as, audience })}` });
    if (method === "POST") headers.set("idempotency-key", key ?? crypto.randomUUID());
    if (body !== undefined) headers.set("content-type", "application/json");
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const request = new Request(`https://hub.example${path}`, { method, headers, ...sent });
    const response = await hub.fetch(request);
    const text = await response.text();
    const json = JSON.parse(text) as Answered["json"];
    if (response.ok) {
      const parsed = operationOf(operations, method, path)?.answer.safeParse(json);
      expect(parsed?.error?.issues ?? [], `${method} ${path}`).toEqual([]);
      expect(parsed?.success).toBe(true);
    }
    return { status: response.status, code: json["code"], json, text } satisfies Answered;
  }

  return {
    hub,
    ledger,
    operations,
    unexpected,
    get: (as: Caller, path: string) => send(as, "GET", path),
    post: (as: Caller, path: string, body?: unknown, key?: string) => send(as, "POST", path, body, key),
    /** A whole and explicit yes on the web; whose, the token says. */
    yes: {
      purpose: adapt.id,
      facts: adapt.facts,
      recipients: [organisation],
      notice: { hash: notice.renderings["en"] ?? "", language: "en" },
      channel: "web",
      evidence: { kind: "web", control: "checkbox" },
      expression: "explicit",
    },
  };
}

export type World = Awaited<ReturnType<typeof setUp>>;

/** A person's journey with the story in it. */
export async function begin({ post }: World): Promise<string> {
  const started = await post(person, "/journeys", { definition, channel: "web" });
  const journey: string = started.json["journeyId"] ?? "";
  expect((await post(person, `/journeys/${journey}/facts`, { facts: story })).status).toBe(200);
  return journey;
}

/** A journey on offer to the telephone unit. */
export async function offered(world: World) {
  const journey = await begin(world);
  const { json } = await world.post(person, `/journeys/${journey}/offers`, { offer });
  return { journey, handoff: String(json["handoffId"]), code: String(json["code"]) };
}

/** A journey claimed by telephone. */
export async function claimed(world: World) {
  const found = await offered(world);
  const { json } = await world.post(phone, "/handoffs/claim", { code: found.code, presence: call });
  return { ...found, grant: json["grant"] as unknown as object };
}

/** A journey held by telephone, after the person check. */
export async function held(world: World) {
  const found = await claimed(world);
  const path = `/handoffs/${found.handoff}/accept`;
  const { json } = await world.post(phone, path, { grant: found.grant, personCheck: p1 });
  return { ...found, claimGrant: found.grant, grant: json["grant"] as unknown as object, json };
}
