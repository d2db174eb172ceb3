import { consentEpochOf } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  adapt,
  adviser,
  codeOf,
  eventTypes,
  person,
  reasonOf,
  setUp,
  spokenYes,
  subject,
  yes,
} from "./support.js";

const withdrawal = { subject, purpose: adapt.id, channel: "web" } as const;

describe("idempotency", () => {
  test("the same key gives back the same act and writes nothing", async () => {
    const { consent, notice, ledger } = await setUp();
    const options = { actor: person, idempotencyKey: "k-1" };
    const first = await consent.grant(yes(notice), options);
    const before = await eventTypes(ledger);
    const second = await consent.grant(yes(notice), options);
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(second.standing).toEqual(first.standing);
    expect(await eventTypes(ledger)).toEqual(before);
  });

  test("the same key at once fifty times is one act", async () => {
    const { consent, notice, ledger } = await setUp();
    const options = { actor: person, idempotencyKey: "k-1" };
    const all = await Promise.all(Array.from({ length: 50 }, () => consent.grant(yes(notice), options)));
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect((await eventTypes(ledger)).filter((type) => type === "consent.granted")).toHaveLength(1);
  });

  test("a key replayed after a withdrawal does not give consent again", async () => {
    const { consent, notice, wait } = await setUp();
    const options = { actor: person, idempotencyKey: "k-1" };
    await consent.grant(yes(notice), options);
    wait(1);
    await consent.withdraw(withdrawal, { actor: person });
    expect(await consent.grant(yes(notice), options)).toMatchObject({ replayed: true, status: "withdrawn" });
    expect(await reasonOf(consent)).toBe("no: withdrawn");
  });

  test("a key belongs to one input, one operation and one actor", async () => {
    const { consent, notice, wait } = await setUp();
    const options = { actor: person, idempotencyKey: "k-1" };
    await consent.grant(yes(notice), options);
    const narrower = yes(notice, { recipients: ["housing-support"] });
    expect(await codeOf(consent.grant(narrower, options))).toBe("ledger/key-reused");
    wait(1);
    expect(await consent.refuse(yes(notice), options)).toMatchObject({ replayed: false, status: "refused" });
    wait(1);
    const byStaff = await consent.grant(spokenYes(notice), { actor: adviser, idempotencyKey: "k-1" });
    expect(byStaff).toMatchObject({ replayed: false, status: "given" });
  });
});

test("a key used for a withdrawal is not the key of an answer", async () => {
  const { consent, notice, wait } = await setUp();
  const options = { actor: person, idempotencyKey: "k-1" };
  expect(await consent.grant(yes(notice), options)).toMatchObject({ replayed: false });
  wait(1);
  expect(await consent.withdraw(withdrawal, options)).toMatchObject({ replayed: false, status: "withdrawn" });
  expect(await consent.withdraw(withdrawal, options)).toMatchObject({ replayed: true, status: "withdrawn" });
  expect(await consent.withdraw(withdrawal, { actor: person })).toMatchObject({ replayed: false });
});

describe("withdrawal", () => {
  test("is taken from a channel that the purpose does not list, with a reason or none", async () => {
    const { consent, notice, wait } = await setUp();
    await consent.grant(yes(notice), { actor: person });
    wait(1);
    const agent = { ...withdrawal, channel: "agent", reason: "I changed my mind" } as const;
    expect((await consent.withdraw(agent, { actor: person })).standing).toMatchObject({
      outcome: "withdrawn",
      reason: { "~personal": subject, value: "I changed my mind" },
    });
  });

  test("twice at once writes one event and moves the epoch once", async () => {
    const { consent, notice, ledger, wait } = await setUp();
    await consent.grant(yes(notice), { actor: person });
    wait(1);
    await Promise.all([
      consent.withdraw(withdrawal, { actor: person }),
      consent.withdraw(withdrawal, { actor: person }),
    ]);
    expect((await eventTypes(ledger)).filter((type) => type === "consent.withdrawn")).toHaveLength(1);
    expect((await ledger.get(consentEpochOf(subject))).record?.version).toBe(2);
  });

  test("before any consent was written down keeps out a form that was signed earlier", async () => {
    const { consent, notice, clock, wait } = await setUp();
    const signed = clock.now.toISOString();
    wait(60_000);
    expect((await consent.withdraw(withdrawal, { actor: person })).status).toBe("withdrawn");
    wait(60_000);
    const evidence = { kind: "form", formVersion: "2", scanHash: "a".repeat(64) } as const;
    const late = yes(notice, { channel: "paper", evidence, occurredAt: signed });
    expect((await consent.grant(late, { actor: adviser })).status).toBe("withdrawn");
    expect(await reasonOf(consent)).toBe("no: withdrawn");
  });
});

test("malformed input is refused with the places and never the values", async () => {
  const { consent, notice } = await setUp();
  const secret = "diabetes";
  const bad = { ...yes(notice), facts: [secret.toUpperCase()], [secret]: 1 };
  const refused: unknown = await consent.grant(bad, { actor: person }).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: "consent/invalid-input",
    details: { members: ["facts.0", "(input)"] },
  });
  expect(JSON.stringify([refused, String(refused)])).not.toMatch(/diabetes/i);
});

test.each(["*", "housing-*"])("the recipient %s is refused: there are no wildcards", async (recipient) => {
  const { consent, notice } = await setUp();
  const bad = yes(notice, { recipients: [recipient] });
  expect(await codeOf(consent.grant(bad, { actor: person }))).toBe("consent/invalid-input");
});
