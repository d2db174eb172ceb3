import { type Consent, createConsent, type PurposeInput } from "@throughline/consent";
import {
  type Actor,
  type Channel,
  type Fact,
  isThroughlineError,
  type JsonValue,
  type Ledger,
  type MemoryLedger,
  type MemoryLedgerOptions,
  type Quota,
} from "@throughline/core";
import {
  createJourneys,
  type Grant,
  type Journeys,
  type JourneysOptions,
  type OfferInput,
} from "@throughline/journey";
import { testStore } from "../support/store.js";

export const organisation = "work-and-careers";
export const start = "2026-11-23T10:00:00.000Z";
export const birthday = "1987-03-14";
export const secretPepper = new Uint8Array(32).map((_, index) => index * 7 + 3);

export const person: Actor = { kind: "person", id: "p-7f3a", organisation };
export const stranger: Actor = { kind: "person", id: "p-0000", organisation };
export const visitor: Actor = { kind: "anonymous", id: "session-1", organisation };
export const service: Actor = { kind: "service", id: "hub", organisation };
export const phone: Actor = { kind: "staff", id: "s-12", organisation, unit: "phone-north" };
export const phone2: Actor = { kind: "staff", id: "s-13", organisation, unit: "phone-north" };
export const desk: Actor = { kind: "staff", id: "s-31", organisation, unit: "office-south" };

const recipients = [organisation, "housing-support"];

export const assess: PurposeInput = {
  id: "work-support.assess",
  title: { en: "Assess what work support you need" },
  basis: "public-task",
  facts: ["person.full-name", "person.date-of-birth", "address.current", "work.history", "contact.phone"],
  recipients,
  grantChannels: [],
  withdrawalChannels: [],
};

export const adapt: PurposeInput = {
  id: "work-support.adapt",
  title: { en: "Adapt your support to your health" },
  basis: "consent",
  facts: ["health.condition-affects-work", "caring.has-duties", "housing.situation"],
  recipients,
  specialCategory: { condition: "explicit-consent" },
  grantChannels: ["web", "phone", "office"],
  withdrawalChannels: ["web", "phone", "office"],
};

/** A fact as the person states it. */
export function said(type: string, value: JsonValue, channel: Channel = "web"): Fact {
  const source = { by: "person", channel, at: start, organisation } as const;
  return { type, value, assurance: "stated", source, observedAt: start };
}

/** A fact as an officer writes it down. */
export function noted(
  type: string,
  value: JsonValue,
  officer: Actor = phone,
  changes: Partial<Fact> = {},
): Fact {
  const channel = officer.unit === "office-south" ? "office" : "phone";
  const source = { by: "person", channel, at: start, organisation, recordedBy: officer.id } as const;
  return { type, value, assurance: "stated", source, observedAt: start, ...changes };
}

export const story: readonly Fact[] = [
  said("person.full-name", "Blodwen Quetzal"),
  said("person.date-of-birth", birthday),
  said("work.history", "Eleven years as a xylophone tuner"),
  said("health.condition-affects-work", "yes"),
  said("housing.situation", "temporary"),
];

export function offerTo(changes: Partial<OfferInput> = {}): OfferInput {
  return {
    audience: { organisation, unit: "phone-north", channel: "phone" },
    purpose: assess.id,
    needs: [
      "person.full-name",
      "work.history",
      "contact.phone",
      { type: "health.condition-affects-work", purpose: adapt.id },
      { type: "housing.situation", purpose: adapt.id },
    ],
    reason: "person-asks",
    card: { service: "Find work support", language: "cy", access: ["hearing-loop"] },
    ...changes,
  };
}

export const toDesk: Partial<OfferInput> = {
  audience: { organisation, unit: "office-south", channel: "office" },
};
export const call = { kind: "call", id: "call-1" } as const;
export const atDesk = { kind: "desk", id: "desk-4" } as const;
export const p1 = { personCheck: { level: "P1", dateOfBirth: birthday } } as const;
export const p3 = { personCheck: { level: "P3", document: "passport" } } as const;

export interface World {
  readonly ledger: MemoryLedger;
  readonly consent: Consent;
  readonly journeys: Journeys;
  readonly wait: (seconds: number) => void;
  readonly agree: (subject?: string) => Promise<void>;
  readonly withdraw: (subject?: string) => Promise<void>;
}

/** A ledger on a clock that the test moves, with real consent and journeys on it. */
export async function setUp(
  options: Partial<JourneysOptions> & {
    readonly around?: (ledger: Ledger) => Ledger;
    readonly consentSeconds?: number;
    readonly open?: (options: MemoryLedgerOptions) => MemoryLedger;
  } = {},
): Promise<World> {
  const clock = { now: new Date(start) };
  const { open = testStore } = options;
  const ledger = open({ clock: () => clock.now });
  const consent = createConsent({ ledger, organisation });
  await consent.definePurpose(assess, { actor: service });
  const { around = (same) => same, consentSeconds, open: _, ...rest } = options;
  const lasting = consentSeconds === undefined ? {} : { validForSeconds: consentSeconds };
  await consent.definePurpose({ ...adapt, ...lasting }, { actor: service });
  const texts = { en: "We use this to adapt your support." };
  const notice = await consent.publishNotice(
    { purpose: adapt.id, texts, material: true },
    { actor: service },
  );
  const pepper = () => secretPepper;
  const journeys = createJourneys({
    ledger: around(ledger),
    quota: ledger.quota,
    consent,
    organisation,
    pepper,
    ...rest,
  });
  return {
    ledger,
    consent,
    journeys,
    wait: (seconds) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
    agree: async (subject = person.id) => {
      const shown = { hash: notice.renderings["en"] ?? "", language: "en" } as const;
      const evidence = { kind: "web", control: "checkbox" } as const;
      const act = { subject, purpose: adapt.id, facts: adapt.facts, recipients, notice: shown } as const;
      await consent.grant(
        { ...act, channel: "web", evidence, expression: "explicit" },
        { actor: { ...person, id: subject } },
      );
    },
    withdraw: async (subject = person.id) => {
      await consent.withdraw(
        { subject, purpose: adapt.id, channel: "web" },
        { actor: { ...person, id: subject } },
      );
    },
  };
}

/** A journey with the whole story in it. */
export async function begin({ journeys }: Pick<World, "journeys">, actor: Actor = person): Promise<string> {
  const definition = { id: "work-support", version: 1 };
  const { journeyId } = await journeys.start({ definition, channel: "web" }, { actor });
  await journeys.record(journeyId, story, { actor });
  return journeyId;
}

/** The claim of an offer by its code; fails the test where it does not succeed. */
export async function claimed(
  { journeys }: World,
  code: string,
  { actor = phone, claimId = "claim-1" }: { readonly actor?: Actor; readonly claimId?: string } = {},
): Promise<Grant> {
  const presence = actor.unit === "office-south" ? atDesk : call;
  const claim = await journeys.claim({ code, presence, claimId }, { actor });
  if (!claim.ok) throw new Error("The claim found nothing.");
  return claim.grant;
}

/** From the story to an accepted handoff on the telephone. */
export async function held(world: World) {
  const journeyId = await begin(world);
  const offered = await world.journeys.offer(journeyId, offerTo(), { actor: person });
  const grant = await claimed(world, offered.code);
  const accepted = await world.journeys.accept(grant, p1, { actor: phone });
  if (!accepted.ok) throw new Error("The person check failed.");
  return { journeyId, ...offered, claimGrant: grant, ...accepted };
}

/** The code that a promise is refused with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
  return "accepted";
}

/** Another code of the same form that is certainly not this one: its secret is one higher. */
export function wrongCode(code: string, by = 1): string {
  const digits = code.replaceAll(" ", "");
  const secret = String((Number(digits.slice(4, 10)) + by) % 1_000_000).padStart(6, "0");
  const payload = digits.slice(0, 4) + secret;
  return payload + String(98 - ((Number(payload) * 100) % 97)).padStart(2, "0");
}

/** Counts what a quota grants under keys that contain a word. */
export function counting(quota: Quota, word: string) {
  const count = { granted: 0 };
  const counted: Quota = {
    async take(key, limit) {
      const grant = await quota.take(key, limit);
      if (grant.granted && key.includes(word)) count.granted += 1;
      return grant;
    },
  };
  return { count, quota: counted };
}
