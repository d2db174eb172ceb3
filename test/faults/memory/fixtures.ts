import type { PurposeInput } from "@throughline/consent";
import type { Actor, Assurance, Channel, Fact, JsonValue } from "@throughline/core";
import { defineForm } from "@throughline/forms";
import { defineTemplate } from "@throughline/notify";
import * as z from "zod";

export const organisation = "work-and-careers";
export const audience = "urn:hub:memory";
export const issuerName = "https://id.example";
export const birthday = "1987-03-14";
export const definition = { id: "work-support", version: 1 };
const assurance = { framework: "gpg45", authentication: "high", proofing: "high" } as const;

/** Someone who calls. */
export type Caller = Actor & { readonly assurance: Assurance };

export const caller = (kind: "person" | "staff" | "service", id: string, unit?: string): Caller => ({
  kind,
  id,
  organisation,
  assurance,
  ...(unit === undefined ? {} : { unit }),
});

export const portal: Caller = caller("service", "portal");

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

export const notice = {
  purpose: adapt.id,
  texts: { en: "We use this to adapt your support." },
  material: true,
};

export const form = defineForm({
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

export const template = defineTemplate({
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
