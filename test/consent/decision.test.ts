import type { PublishedNotice, PurposeInput, RecordedAct } from "@throughline/consent";
import { addSeconds, type ConsentReason, personal } from "@throughline/core";
import { expect, test } from "vitest";
import { decideFact, type Evident } from "../../packages/consent/src/decision.js";
import { purposeOf } from "../../packages/consent/src/purpose.js";
import { adapt, assess, start, subject } from "./support.js";

const end = addSeconds(start, 3600);
const guard = { record: "consent-epoch/x", version: 7 } as const;
const notice = (version: number, material: boolean): PublishedNotice => ({
  version,
  material,
  purposeVersion: "a".repeat(64),
  renderings: { en: "b".repeat(64) },
  publishedAt: start,
});
const granted: RecordedAct = {
  outcome: "granted",
  subject,
  purpose: adapt.id,
  facts: ["health.condition-affects-work", "housing.situation"],
  recipients: ["housing-support"],
  notice: { hash: "b".repeat(64), language: "en", version: 1 },
  purposeVersion: "a".repeat(64),
  channel: "web",
  evidence: personal(subject, { kind: "web", control: "checkbox" }),
  expression: "explicit",
  occurredAt: start,
  recordedAt: start,
  validUntil: end,
};
const withdrawn: RecordedAct = {
  outcome: "withdrawn",
  subject,
  purpose: adapt.id,
  channel: "web",
  occurredAt: start,
  recordedAt: start,
};

function evident(purpose: PurposeInput, standing?: RecordedAct, changes: Partial<Evident> = {}): Evident {
  const current = { purpose: purposeOf(purpose), version: "a".repeat(64), revision: 1, definedAt: start };
  return {
    ground: { current, notices: [notice(1, true)] },
    consent: standing ? { standing } : {},
    record: "consent/x",
    recipient: "housing-support",
    now: start,
    guard,
    isErased: false,
    isSpecial: (fact) => fact.startsWith("health."),
    ...changes,
  };
}

const health = "health.condition-affects-work";
const { specialCategory: _, ...withoutCondition } = adapt;
const onNotices = (...notices: PublishedNotice[]) => ({ ...evident(adapt).ground, notices });
const own = { recipient: "work-and-careers" };

const rows: readonly (readonly [ConsentReason, string, Evident])[] = [
  ["given", health, evident(adapt, granted)],
  ["given", health, evident(adapt, granted, { now: addSeconds(end, -0.001) })],
  ["expired", health, evident(adapt, granted, { now: end })],
  ["expired", health, evident(adapt, granted, { now: addSeconds(end, 1) })],
  ["given", health, evident(adapt, granted, { ground: onNotices(notice(1, true), notice(2, false)) })],
  [
    "notice-superseded",
    health,
    evident(adapt, granted, { ground: onNotices(notice(1, true), notice(2, true)) }),
  ],
  [
    "notice-superseded",
    health,
    evident(adapt, granted, { ground: onNotices(notice(1, true), notice(2, true), notice(3, false)) }),
  ],
  ["no-record", health, evident(adapt)],
  ["refused", health, evident(adapt, { ...granted, outcome: "refused" })],
  ["withdrawn", health, evident(adapt, withdrawn)],
  ["erased", health, evident(adapt, { ...granted, evidence: { "~erased": subject } })],
  ["erased", health, evident(adapt, granted, { isErased: true })],
  ["erased", health, evident(adapt, withdrawn, { isErased: true })],
  ["erased", "work.history", evident(assess, undefined, { ...own, isErased: true })],
  ["purpose-unknown", health, evident(adapt, granted, { isErased: true, ground: { notices: [] } })],
  ["purpose-unknown", health, evident(adapt, granted, { ground: { notices: [] } })],
  ["fact-not-covered", "person.full-name", evident(adapt, granted)],
  ["fact-not-covered", "health.condition-description", evident(adapt, granted)],
  ["fact-not-covered", "__proto__", evident(adapt, granted)],
  ["recipient-not-covered", health, evident(adapt, granted, { recipient: "tax-office" })],
  ["recipient-not-covered", health, evident(adapt, granted, own)],
  ["recipient-not-covered", health, evident(adapt, granted, { recipient: "housing" })],
  ["special-category", health, evident(withoutCondition, granted)],
  ["special-category", health, evident(adapt, { ...granted, expression: "affirmative" })],
  ["given", "housing.situation", evident(adapt, { ...granted, expression: "affirmative" })],
  ["other-basis", "work.history", evident(assess, undefined, own)],
  ["fact-not-covered", health, evident(assess, undefined, own)],
  ["recipient-not-covered", "work.history", evident(assess)],
  ["special-category", "work.history", evident(assess, undefined, { ...own, isSpecial: () => true })],
];

test.each(rows)("%s for %s (%#)", (reason, fact, known) => {
  const decision = decideFact(known, fact);
  expect(decision).toMatchObject({
    reason,
    permitted: reason === "given" || reason === "other-basis",
    guard,
  });
});

test.each(["contract", "legal-obligation", "vital-interest", "public-task", "legitimate-interest"] as const)(
  "%s does not ask what the person said",
  (basis) => {
    const known = evident({ ...assess, basis }, withdrawn, own);
    expect(decideFact(known, "work.history")).toEqual({
      permitted: true,
      reason: "other-basis",
      basis,
      guard,
    });
  },
);

test("a yes names its record and its end; a no names its record and no end", () => {
  expect(decideFact(evident(adapt, granted), health)).toEqual({
    permitted: true,
    reason: "given",
    basis: "consent",
    record: "consent/x",
    validUntil: end,
    guard,
  });
  expect(decideFact(evident(adapt, granted, { now: end }), health)).toEqual({
    permitted: false,
    reason: "expired",
    basis: "consent",
    record: "consent/x",
    guard,
  });
  expect(decideFact(evident(adapt), health)).not.toHaveProperty("record");
});
