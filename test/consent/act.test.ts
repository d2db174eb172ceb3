import { consentActSchema, recordedActSchema, withdrawalSchema } from "@throughline/consent";
import { personal } from "@throughline/core";
import { expect, test } from "vitest";
import { adapt, start, subject, yes } from "./support.js";

const hash = "a".repeat(64);
const act = yes({
  version: 1,
  purposeVersion: hash,
  material: true,
  renderings: { en: hash },
  publishedAt: start,
});
const { evidence, ...said } = act;
const recorded = {
  ...said,
  outcome: "granted",
  notice: { hash, language: "en", version: 1 },
  purposeVersion: hash,
  evidence: personal(subject, evidence),
  occurredAt: start,
  recordedAt: start,
};

test("a whole act is read as it is", () => {
  expect(consentActSchema.parse(act)).toEqual(act);
  expect(recordedActSchema.parse(recorded)).toEqual(recorded);
});

test.each([
  ["no facts", { facts: [] }],
  ["a fact twice", { facts: ["work.history", "work.history"] }],
  ["a wildcard", { facts: ["health.*"] }],
  ["no recipients", { recipients: [] }],
  ["any recipient", { recipients: ["*"] }],
  ["a short hash", { notice: { hash: "a", language: "en" } }],
  ["no language", { notice: { hash, language: "" } }],
  ["a channel without evidence", { channel: "agent" }],
  ["a shrug", { expression: "implied" }],
  ["a local time", { occurredAt: "2026-11-23T10:00:00+01:00" }],
  ["no subject", { subject: "" }],
  ["its own recorder", { recordedBy: { id: "s-12", organisation: "x" } }],
])("an act with %s is refused", (_, changes) => {
  expect(consentActSchema.safeParse({ ...act, ...changes }).success).toBe(false);
});

test("a withdrawal needs person, purpose and channel, and nothing else", () => {
  const least = { subject, purpose: adapt.id, channel: "phone" };
  expect(withdrawalSchema.parse(least)).toEqual(least);
  expect(withdrawalSchema.safeParse({ ...least, reason: "" }).success).toBe(false);
  expect(withdrawalSchema.safeParse({ ...least, reason: "a".repeat(2001) }).success).toBe(false);
  expect(withdrawalSchema.safeParse({ subject, purpose: adapt.id }).success).toBe(false);
});

test.each([
  ["evidence in the clear", { evidence }],
  ["another outcome", { outcome: "maybe" }],
  ["a notice without version", { notice: act.notice }],
  ["a withdrawal's outcome", { outcome: "withdrawn" }],
])("a recorded act with %s is refused", (_, changes) => {
  expect(recordedActSchema.safeParse({ ...recorded, ...changes }).success).toBe(false);
});

test("what was erased can still be read", () => {
  const erased = { ...recorded, evidence: { "~erased": subject } };
  expect(recordedActSchema.parse(erased)).toEqual(erased);
});
