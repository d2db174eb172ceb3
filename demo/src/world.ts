import { type Consent, createConsent, type PublishedNotice } from "@throughline/consent";
import { factType, type Instant, recordOf, type Store } from "@throughline/core";
import {
  createTokenIssuer,
  createTokenVerifier,
  type TokenIssuer,
  type TokenVerifier,
} from "@throughline/identity";
import { createJourneys, type Journeys } from "@throughline/journey";
import { createNotifications, type EmailAdapter, type Notifications } from "@throughline/notify";
import { type Answers, createAnswers } from "./answers.js";
import { audience, issuer, organisation } from "./department.js";
import type { Keys } from "./keys.js";
import { finished } from "./messages.js";
import { definePurposes } from "./purposes.js";

/** Everything that the department's faces stand on. */
export interface World {
  /** Ledger, sealed, timers and quotas: see `openStore`. */
  readonly store: Store;
  /** Secrets. */
  readonly keys: Keys;
  /** Signs people and staff in. */
  readonly tokens: TokenIssuer;
  /** Believes them. */
  readonly verifier: TokenVerifier;
  /** Consent records. */
  readonly consent: Consent;
  /** What people are told before they consent. */
  readonly notice: PublishedNotice;
  /** Journeys and handoffs. */
  readonly journeys: Journeys;
  /** Messages. */
  readonly notifications: Notifications;
  /** Half-filled forms. */
  readonly answers: Answers;
  /** The ledger's clock. */
  now(): Promise<Instant>;
  /** Does what is due: sends messages, ends offers and leases. */
  work(): Promise<void>;
}

/** Puts the packages together for one department. */
export async function createWorld(options: {
  readonly store: Store;
  readonly keys: Keys;
  readonly email: EmailAdapter;
}): Promise<World> {
  const { store, keys, email } = options;
  const { ledger, timers, quota } = store;
  const tokens = createTokenIssuer({ issuer, key: keys.signing, lifetimeSeconds: 3600 });
  const verifier = createTokenVerifier({ audience, trust: [{ issuer, keys: tokens.jwks().keys }] });
  const consent = createConsent({ ledger, organisation, catalogue: { factType } });
  const journeys = createJourneys({ ledger, quota, consent, organisation, pepper: () => keys.pepper });
  const notifications = createNotifications({
    ledger,
    timers,
    consent,
    organisation,
    templates: [finished],
    email,
  });
  return {
    store,
    keys,
    tokens,
    verifier,
    consent,
    notice: await definePurposes(consent),
    journeys,
    notifications,
    answers: createAnswers(ledger, consent),
    now: async () => (await ledger.get(recordOf("clock", "now"))).now,
    async work() {
      await notifications.deliverDue();
      await journeys.runTimers(timers);
    },
  };
}
