import type { NoticeInput, PurposeInput } from "@throughline/consent";
import type { Actor, FactTypeId, OrganisationId } from "@throughline/core";
import type { Audience, Presence } from "@throughline/journey";
import { defineTemplate } from "@throughline/notify";
import * as z from "zod";

/** The two organisations of the world. */
export const organisations = ["work-and-careers", "housing-support"] as const;

const recipients: readonly OrganisationId[] = organisations;

/** What needs no consent. */
export const assess: PurposeInput = {
  id: "support.assess",
  title: { en: "Assess what support you need" },
  basis: "public-task",
  facts: ["person.full-name", "person.date-of-birth", "work.history", "work.wanted"],
  recipients,
  grantChannels: [],
  withdrawalChannels: [],
};

const channels = ["web", "app", "kiosk", "phone", "office", "paper"] as const;

/** What needs consent, which ends by itself after six hours. */
export const adapt: PurposeInput = {
  id: "support.adapt",
  title: { en: "Adapt your support to your health and your family" },
  basis: "consent",
  facts: ["health.condition-description", "caring.description"],
  recipients,
  specialCategory: { condition: "explicit-consent" },
  validForSeconds: 21_600,
  grantChannels: channels,
  withdrawalChannels: [...channels, "agent"],
};

/** Reminders by email, for who wants them. */
export const remind: PurposeInput = {
  id: "support.remind",
  title: { en: "Remind you by email" },
  basis: "consent",
  facts: ["contact.email"],
  recipients,
  grantChannels: channels,
  withdrawalChannels: [...channels, "agent"],
};

/** Every purpose there is. */
export const purposes: readonly PurposeInput[] = [assess, adapt, remind];

/** The purposes that rest on consent. */
export const consented: readonly [PurposeInput, PurposeInput] = [adapt, remind];

/** The facts that a journey may hold, and may be told in words of one's own. */
export const told: readonly [FactTypeId, ...FactTypeId[]] = [
  "person.full-name",
  "work.history",
  "work.wanted",
  "health.condition-description",
  "caring.description",
];

/** What people are told before they consent to a purpose. */
export const noticeOf = (purpose: string): NoticeInput => ({
  purpose,
  texts: { en: `We use what you tell us for ${purpose}.` },
  material: true,
});

/** The reminder that people get. */
export const reminder = defineTemplate({
  id: "reminder",
  version: 1,
  purpose: remind.id,
  schema: z.strictObject({ name: z.string() }),
  content: { en: { email: { subject: "Your support", body: "Dear ((name)), your journey goes on." } } },
});

/** A unit of staff, and how its officers meet people. */
export interface Unit {
  readonly channel: "phone" | "office";
  readonly unit: string;
  readonly presence: Presence;
}

/** The units of each organisation. */
export const units: readonly [Unit, Unit] = [
  { channel: "phone", unit: "phone-north", presence: { kind: "call", id: "call-1" } },
  { channel: "office", unit: "office-south", presence: { kind: "desk", id: "desk-4" } },
];

/** The audience of an offer to a unit. */
export const audienceOf = (organisation: OrganisationId, { unit, channel }: Unit): Audience => ({
  organisation,
  unit,
  channel,
});

/** The organisation itself. */
export const portalOf = (organisation: OrganisationId): Actor => ({
  kind: "service",
  id: "portal",
  organisation,
});
