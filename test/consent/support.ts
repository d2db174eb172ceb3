import {
  type Consent,
  type ConsentAct,
  createConsent,
  type PublishedNotice,
  type PurposeInput,
} from "@throughline/consent";
import {
  type Actor,
  isThroughlineError,
  type Ledger,
  type MemoryLedger,
  type MemoryLedgerOptions,
  type RecordId,
} from "@throughline/core";
import { testStore } from "../support/store.js";

export const organisation = "work-and-careers";
export const subject = "p-7f3a";
export const start = "2026-11-23T10:00:00.000Z";

export const person: Actor = { kind: "person", id: subject, organisation };
export const adviser: Actor = {
  kind: "staff",
  id: "s-12",
  organisation,
  unit: "phone-north",
  role: "adviser",
};
export const admin: Actor = { kind: "service", id: "set-up", organisation };

/** Rests on consent; holds special category facts; ends by itself after an hour. */
export const adapt: PurposeInput = {
  id: "work-support.adapt",
  title: { en: "Adapt your work support to your health", cy: "Addasu eich cymorth gwaith i'ch iechyd" },
  basis: "consent",
  facts: ["health.condition-affects-work", "health.condition-description", "housing.situation"],
  recipients: ["work-and-careers", "housing-support"],
  specialCategory: { condition: "explicit-consent" },
  validForSeconds: 3600,
  grantChannels: ["web", "phone", "office", "paper"],
  withdrawalChannels: ["web", "phone", "office", "paper", "video"],
};

/** Rests on a public task; nobody is asked. */
export const assess: PurposeInput = {
  id: "work-support.assess",
  title: { en: "Assess what work support you need" },
  basis: "public-task",
  facts: ["person.full-name", "work.history"],
  recipients: ["work-and-careers"],
  grantChannels: [],
  withdrawalChannels: [],
};

export const texts = {
  en: "We use what you tell us about your health to adapt your support.",
  cy: "Rydym yn defnyddio'r hyn a ddywedwch am eich iechyd i addasu'ch cymorth.",
};

/** A ledger on a clock that the test moves. */
export function clockedLedger(open: (options: MemoryLedgerOptions) => MemoryLedger = testStore) {
  const clock = { now: new Date(start) };
  const ledger = open({ clock: () => clock.now });
  const wait = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
  };
  return { clock, ledger, wait };
}

/** Both purposes and a first notice, defined on a ledger. */
export async function prepared(ledger: Ledger) {
  const consent = createConsent({ ledger, organisation });
  await consent.definePurpose(adapt, { actor: admin });
  await consent.definePurpose(assess, { actor: admin });
  const notice = await consent.publishNotice({ purpose: adapt.id, texts, material: true }, { actor: admin });
  return { consent, notice };
}

/** Everything at once. */
export async function setUp(open?: (options: MemoryLedgerOptions) => MemoryLedger) {
  const clocked = clockedLedger(open);
  return { ...clocked, ...(await prepared(clocked.ledger)) };
}

/** A whole and explicit yes on the web. */
export function yes(notice: PublishedNotice, changes: Partial<ConsentAct> = {}): ConsentAct {
  return {
    subject,
    purpose: adapt.id,
    facts: adapt.facts,
    recipients: adapt.recipients,
    notice: { hash: String(notice.renderings["en"]), language: "en" },
    channel: "web",
    evidence: { kind: "web", control: "checkbox" },
    expression: "explicit",
    ...changes,
  };
}

/** A yes read out on the telephone. */
export function spokenYes(notice: PublishedNotice, changes: Partial<ConsentAct> = {}): ConsentAct {
  return yes(notice, { channel: "phone", evidence: { kind: "script", scriptVersion: "3" }, ...changes });
}

/** The question that most tests ask. */
export const question = {
  subject,
  purpose: adapt.id,
  recipient: "housing-support",
  fact: "health.condition-affects-work",
};

/** Its answer. */
export async function reasonOf(consent: Consent, changes: Partial<typeof question> = {}): Promise<string> {
  const { permitted, reason } = await consent.check({ ...question, ...changes });
  return `${permitted ? "yes" : "no"}: ${reason}`;
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

/** The code that a function throws. */
export function codeThrownBy(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
  return "accepted";
}

/** A change that stands for letting data out. */
export function releaseChange(record: RecordId) {
  return {
    record,
    expectedVersion: 0,
    law: 1,
    events: [{ type: "test.released", data: {} }],
    state: {},
    keys: [],
    timers: [],
  };
}

/** The types of all events of a ledger, in the one order. */
export async function eventTypes(ledger: Ledger): Promise<readonly string[]> {
  const types: string[] = [];
  for await (const { event } of ledger.follow()) types.push(event.type);
  return types;
}
