import { consentActSchema, withdrawalSchema } from "@throughline/consent";
import { expect, test } from "vitest";
import { answerBody, withdrawalBody } from "../../../packages/hub/src/operations/consent-shapes.js";
import { adapt, organisation, person } from "../world.js";

const answer = {
  purpose: adapt.id,
  facts: adapt.facts,
  recipients: [organisation],
  notice: { hash: "0".repeat(64), language: "en" },
  channel: "paper",
  evidence: { kind: "form", formVersion: "2", scanHash: "1".repeat(64) },
  expression: "explicit",
  occurredAt: "2026-01-05T10:00:00.000Z",
};
const withdrawal = { purpose: adapt.id, channel: "video", reason: "I moved", occurredAt: answer.occurredAt };

test.each([
  ["an answer", answerBody, consentActSchema, answer],
  ["a withdrawal", withdrawalBody, withdrawalSchema, withdrawal],
])("%s is the capability's own with the subject left open", (_, body, act, value) => {
  expect(body.safeParse(value).error).toBeUndefined();
  expect(act.safeParse(value).success).toBe(false);
  const whole = { ...value, subject: person.id };
  expect(body.parse(whole)).toEqual(act.parse(whole));
  for (const name of Object.keys(value)) {
    const changed = { ...whole, [name]: { unexpected: 1 } };
    expect([name, body.safeParse(changed).success]).toEqual([name, act.safeParse(changed).success]);
    const { [name]: __, ...less } = whole as Record<string, unknown>;
    expect([name, body.safeParse(less).success]).toEqual([name, act.safeParse(less).success]);
  }
  expect(body.safeParse({ ...whole, actor: "me" }).success).toBe(false);
});
