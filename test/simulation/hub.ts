import { type Consent, createConsent } from "@throughline/consent";
import type { Ledger, MemoryLedger, OrganisationId, Store } from "@throughline/core";
import { createCourier, createInbox, type HttpClient, type HttpCourier, type Inbox } from "@throughline/http";
import { createJourneys, type Journeys } from "@throughline/journey";
import { createNotifications, type EmailAdapter, type Notifications } from "@throughline/notify";
import { noticeOf, portalOf, purposes, reminder } from "./catalogue.js";
import { referralHandler } from "./referral.js";
import type { Process } from "./scheduler.js";

/** What a department has built on its store. */
export interface Services {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly consent: Consent;
  readonly journeys: Journeys;
  readonly notifications: Notifications;
  readonly courier: HttpCourier;
  readonly inbox: Inbox;
}

/** A hub: what lasts of it, and what dies with its process. */
export interface Hub {
  readonly organisation: OrganisationId;
  /** What lasts. */
  readonly store: MemoryLedger;
  /** The process that runs now, or the last one that did. */
  process: Process;
  /** What runs in it. */
  services: Services;
  /** Told once when the process dies. */
  readonly onDeath: Set<() => void>;
}

/** What a hub is built on each time its process starts. */
export interface Ground {
  readonly store: Store;
  readonly email: EmailAdapter;
  readonly http: HttpClient;
}

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const pepper = () => new Uint8Array(32).map((_, index) => index * 7 + 3);

/** The address of an organisation's inbox. */
export const inboxOf = (organisation: OrganisationId) => `https://${organisation}.example/inbox`;

const peers = {
  find: async (organisation: OrganisationId) => ({
    organisation,
    endpoint: inboxOf(organisation),
    keys: [secret],
  }),
};

/** Builds the services of an organisation, as its process does when it starts. */
export function buildServices(organisation: OrganisationId, { store, email, http }: Ground): Services {
  const { ledger, timers, quota } = store;
  const consent = createConsent({ ledger, organisation });
  const journeys = createJourneys({ ledger, quota, consent, organisation, pepper });
  const kept = { ledger, timers, consent, organisation };
  const notifications = createNotifications({ ...kept, templates: [reminder], email });
  const courier = createCourier({ ledger, timers, organisation, http, peers, keys: async () => [secret] });
  const handlers = { "referral.made": referralHandler({ ledger }) };
  const inbox = createInbox({ ledger, organisation, peers, handlers });
  return { ledger, store, consent, journeys, notifications, courier, inbox };
}

/** Tells a hub's store of its purposes and notices, before the world begins. */
export async function prepareStore({ organisation, store }: Pick<Hub, "organisation" | "store">) {
  const consent = createConsent({ ledger: store, organisation });
  const actor = portalOf(organisation);
  for (const purpose of purposes) {
    await consent.definePurpose(purpose, { actor });
    if (purpose.basis === "consent") await consent.publishNotice(noticeOf(purpose.id), { actor });
  }
}
