import type { Consent, PublishedNotice, PurposeInput } from "@throughline/consent";
import { organisation, service } from "./department.js";

/** What the department must know to do its task; nobody is asked to consent to that. */
const assess: PurposeInput = {
  id: "work-support.assess",
  title: { en: "Work out what support you can get", cy: "Gweithio allan pa gymorth gallwch ei gael" },
  basis: "public-task",
  facts: ["person.full-name", "person.date-of-birth", "address.current", "contact.email", "work.history"],
  recipients: [organisation],
  grantChannels: [],
  withdrawalChannels: [],
};

/** What makes the support fit the person's life: only with their explicit consent. */
const adapt: PurposeInput = {
  id: "work-support.adapt",
  title: {
    en: "Fit the support to your health, caring and housing",
    cy: "Addasu’r cymorth i’ch iechyd, eich gofalu a’ch cartref",
  },
  basis: "consent",
  facts: [
    "health.condition-affects-work",
    "health.condition-description",
    "caring.has-duties",
    "caring.description",
    "housing.situation",
  ],
  recipients: [organisation],
  specialCategory: { condition: "explicit-consent" },
  validForSeconds: 365 * 24 * 60 * 60,
  grantChannels: ["web", "phone", "office"],
  withdrawalChannels: ["web", "phone", "office", "paper"],
};

/** Both purposes by the role they play. */
export const purposes = { assess, adapt } as const;

/** What people are told before they decide. */
export const noticeTexts = {
  en: `We would like to use what you tell us about your health, who you care for and where you live.

Only Work and Careers uses it, to fit your support to your life. You can say no: you will still get support. You can change your mind at any time, online, by telephone, at an office or by letter. We keep your agreement for one year.`,
  cy: `Hoffem ddefnyddio’r hyn a ddywedwch wrthym am eich iechyd, am bwy rydych yn gofalu a ble rydych yn byw.

Dim ond Gwaith a Gyrfâu sy’n ei ddefnyddio, i addasu eich cymorth i’ch bywyd. Gallwch ddweud na: byddwch yn dal i gael cymorth. Gallwch newid eich meddwl unrhyw bryd, ar-lein, dros y ffôn, mewn swyddfa neu drwy lythyr. Rydym yn cadw eich cytundeb am flwyddyn.`,
} as const;

/** Defines the purposes and publishes the notice; on a database that has them already it changes nothing. */
export async function definePurposes(consent: Consent): Promise<PublishedNotice> {
  for (const purpose of [assess, adapt]) await consent.definePurpose(purpose, { actor: service });
  const [published] = await consent.notices(adapt.id);
  if (published) return published;
  return await consent.publishNotice(
    { purpose: adapt.id, texts: noticeTexts, material: true },
    { actor: service },
  );
}
