import { type Consent, createConsent } from "@throughline/consent";
import {
  createErasures,
  type Erasures,
  type Instant,
  type Ledger,
  type MemoryLedger,
  type OrganisationId,
  type Store,
  type Vault,
} from "@throughline/core";
import { createTransparencyLog, type TransparencyLog } from "@throughline/core/transparency";
import { createCourier, createInbox, type HttpClient, type HttpCourier, type Inbox } from "@throughline/http";
import { createJourneys, type Journeys } from "@throughline/journey";
import { createNotifications, type EmailAdapter, type Notifications } from "@throughline/notify";
import { noticeOf, portalOf, purposes, reminder } from "./catalogue.js";
import type { LogKept } from "./invariant.js";
import { fastHash } from "./invariants/integrity.js";
import { referralHandler } from "./referral.js";
import type { Process } from "./scheduler.js";
import { signerOf, verifier } from "./signing.js";

/** What a department has built on its store. */
export interface Services {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly consent: Consent;
  readonly journeys: Journeys;
  readonly notifications: Notifications;
  readonly courier: HttpCourier;
  readonly inbox: Inbox;
  readonly erasures: Erasures;
  readonly log: TransparencyLog;
}

/** A hub: what lasts of it, and what dies with its process. */
export interface Hub {
  readonly organisation: OrganisationId;
  /** What lasts: records, sealed; the keys that open them; the transparency log. */
  readonly store: MemoryLedger;
  readonly vault: Vault;
  readonly kept: LogKept;
  /** What time it is in its database. */
  readonly now: () => Instant;
  /** The process that runs now, or the last one that did. */
  process: Process;
  /** What runs in it. */
  services: Services;
  /** Told once when the process dies. */
  readonly onDeath: Set<() => void>;
}

/** What a hub is built on each time its process starts. */
export interface Ground {
  /** Sealed. */
  readonly store: Store;
  readonly vault: Vault;
  readonly kept: LogKept;
  readonly email: EmailAdapter;
  readonly http: HttpClient;
}

/** How long a key is kept in memory, and how long a backup that may hold one. */
export const keyCacheSeconds = 30;
const backupRetentionSeconds = 30 * 86_400;

/** How many of the log's events are compared with the ledger when a process starts. */
const recheckEvents = 100;

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
export function buildServices(organisation: OrganisationId, ground: Ground): Services {
  const { store, vault, email, http, kept: logKept } = ground;
  const { ledger, timers, quota } = store;
  const consent = createConsent({ ledger, organisation });
  const journeys = createJourneys({ ledger, quota, consent, organisation, pepper });
  const kept = { ledger, timers, consent, organisation };
  const notifications = createNotifications({ ...kept, templates: [reminder], email });
  const courier = createCourier({ ledger, timers, organisation, http, peers, keys: async () => [secret] });
  const handlers = { "referral.made": referralHandler({ ledger }) };
  const inbox = createInbox({ ledger, organisation, peers, handlers });
  const signer = signerOf(organisation);
  const service = { kind: "service", id: "erasure", organisation } as const;
  const owns = async (alias: string, subject: string) =>
    (await journeys.get(alias, { actor: service })).subject === subject;
  const erasures = createErasures({ ledger, vault, signer, owns, keyCacheSeconds, backupRetentionSeconds });
  const log = createTransparencyLog({ ...logKept, ledger, signer, verifier, hash: fastHash, recheckEvents });
  return { ledger, store, consent, journeys, notifications, courier, inbox, erasures, log };
}

/** Tells a hub's ledger of its purposes and notices, before the world begins. */
export async function prepareLedger(organisation: OrganisationId, ledger: Ledger): Promise<void> {
  const consent = createConsent({ ledger, organisation });
  const actor = portalOf(organisation);
  for (const purpose of purposes) {
    await consent.definePurpose(purpose, { actor });
    if (purpose.basis === "consent") await consent.publishNotice(noticeOf(purpose.id), { actor });
  }
}
