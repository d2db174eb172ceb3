import { createConsent, noticeHash, purposeSchema, purposeVersion } from "@throughline/consent";
import { consentEpochOf, type Ledger } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  adapt,
  admin,
  assess,
  clockedLedger,
  codeOf,
  organisation,
  person,
  prepared,
  reasonOf,
  setUp,
  subject,
  texts,
  yes,
} from "./support.js";

describe("purposes", () => {
  test("are read back as they were defined, under the digest of their document", async () => {
    const { consent } = await setUp();
    const found = await consent.purpose(adapt.id);
    expect(found?.purpose).toEqual(purposeSchema.parse(found?.purpose));
    expect(found).toMatchObject({
      revision: 1,
      purpose: { id: adapt.id, document: "throughline.purpose/1" },
    });
    expect(found && purposeVersion(found.purpose)).toBe(found?.version);
    expect(await consent.purpose("work-support.none")).toBeUndefined();
  });

  test("defined by many at once are defined once", async () => {
    const { ledger } = clockedLedger();
    const consent = createConsent({ ledger, organisation });
    const all = await Promise.all(
      Array.from({ length: 20 }, () => consent.definePurpose(assess, { actor: admin })),
    );
    expect(new Set(all.map(({ version, revision }) => `${revision} ${version}`)).size).toBe(1);
  });

  test.each([
    ["a wildcard recipient", { recipients: ["*"] }],
    ["a wildcard fact", { facts: ["health.*"] }],
    ["no facts", { facts: [] }],
    ["no recipients", { recipients: [] }],
    ["the same fact twice", { facts: ["work.history", "work.history"] }],
    ["no title", { title: {} }],
    ["no basis that exists", { basis: "because" }],
    ["a life of nothing", { validForSeconds: 0 }],
    ["an agent as grant channel", { grantChannels: ["agent"], withdrawalChannels: ["agent"] }],
    ["an id with a space", { id: "work support" }],
    ["a member that does not exist", { colour: "red" }],
  ])("with %s are refused", async (_, changes) => {
    const { consent } = await setUp();
    const input = { ...assess, id: "work-support.other", ...changes } as typeof assess;
    expect(await codeOf(consent.definePurpose(input, { actor: admin }))).toBe("consent/invalid-input");
  });

  test("which grow, extend no consent that was given before", async () => {
    const { consent, notice } = await setUp();
    await consent.grant(yes(notice), { actor: person });
    const more = {
      ...adapt,
      facts: [...adapt.facts, "work.history"],
      recipients: [...adapt.recipients, "health-board"],
    };
    await consent.definePurpose(more, { actor: admin });
    expect(await reasonOf(consent)).toBe("yes: given");
    expect(await reasonOf(consent, { fact: "work.history" })).toBe("no: fact-not-covered");
    expect(await reasonOf(consent, { recipient: "health-board" })).toBe("no: recipient-not-covered");
    expect(await codeOf(consent.grant(yes(notice), { actor: person }))).toBe("consent/notice-superseded");
  });
});

describe("notices", () => {
  test("are read back by digest, word for word", async () => {
    const { consent, notice } = await setUp();
    const found = await consent.notice(notice.renderings["cy"] ?? "");
    expect(found).toMatchObject({ text: texts.cy, language: "cy", purpose: adapt.id });
    expect(found && noticeHash(found)).toBe(notice.renderings["cy"]);
    expect(await consent.notice("0".repeat(64))).toBeUndefined();
    expect(await consent.notices(adapt.id)).toEqual([notice]);
  });

  test("are published once, and the same again gives the same", async () => {
    const { consent, notice } = await setUp();
    const again = await consent.publishNotice({ purpose: adapt.id, texts, material: true }, { actor: admin });
    expect(again).toEqual(notice);
  });

  test("are refused for an unknown purpose, without text, or from outside", async () => {
    const { consent } = await setUp();
    const input = { purpose: adapt.id, texts, material: false };
    expect(await codeOf(consent.publishNotice({ ...input, purpose: "x" }, { actor: admin }))).toBe(
      "consent/purpose-unknown",
    );
    expect(await codeOf(consent.publishNotice({ ...input, texts: {} }, { actor: admin }))).toBe(
      "consent/invalid-input",
    );
    expect(await codeOf(consent.publishNotice(input, { actor: person }))).toBe("consent/actor-not-allowed");
  });

  test("of a correction leave consents as they are; material ones ask again", async () => {
    const { consent, notice, wait } = await setUp();
    await consent.grant(yes(notice), { actor: person });
    const publish = (en: string, material: boolean) =>
      consent.publishNotice({ purpose: adapt.id, texts: { en }, material }, { actor: admin });
    await publish("Corrected", false);
    expect(await reasonOf(consent)).toBe("yes: given");
    const newer = await publish("Quite different", true);
    expect(await reasonOf(consent)).toBe("no: notice-superseded");
    expect((await consent.ofSubject(subject)).map(({ status }) => status)).toEqual(["notice-superseded"]);
    wait(1);
    await consent.grant(yes(newer), { actor: person });
    expect(await reasonOf(consent)).toBe("yes: given");
  });

  test("a material notice moves the epochs of those whose yes rested on an earlier one, and of nobody else", async () => {
    const { consent, notice, ledger } = await setUp();
    const act = (id: string) => [yes(notice, { subject: id }), { actor: { ...person, id } }] as const;
    await consent.grant(...act("p-yes"));
    await consent.refuse(...act("p-no"));
    const texts = { en: "New" };
    await consent.publishNotice({ purpose: adapt.id, texts, material: true }, { actor: admin });
    const epochs = await Promise.all(
      ["p-yes", "p-no"].map(async (id) => (await ledger.get(consentEpochOf(id))).record),
    );
    expect(epochs.map((record) => record?.version)).toEqual([2, 1]);
    const causes: unknown[] = [];
    for await (const { event } of ledger.history(consentEpochOf("p-yes"))) causes.push(event.data);
    expect(causes.at(-1)).toEqual({ subject: "p-yes", cause: "notice.published" });
  });

  test("a decision made before a material notice does not hold after it", async () => {
    const { consent, notice, ledger } = await setUp();
    await consent.grant(yes(notice), { actor: person });
    const before = await consent.check({
      subject,
      purpose: adapt.id,
      recipient: "housing-support",
      fact: "housing.situation",
    });
    await consent.publishNotice(
      { purpose: adapt.id, texts: { en: "New" }, material: true },
      { actor: admin },
    );
    expect((await ledger.get(consentEpochOf(subject))).record?.version).toBeGreaterThan(before.guard.version);
  });
});

test("a publication that was cut short goes on when it is repeated", async () => {
  const { ledger } = clockedLedger();
  const { consent, notice } = await prepared(ledger);
  await consent.grant(yes(notice), { actor: person });
  const failing: Ledger = {
    ...ledger,
    find: () => {
      throw new Error("The line is dead.");
    },
  };
  const input = { purpose: adapt.id, texts: { en: "New" }, material: true };
  const cut = createConsent({ ledger: failing, organisation });
  await expect(cut.publishNotice(input, { actor: admin })).rejects.toThrow("The line is dead.");
  expect(await reasonOf(consent)).toBe("no: notice-superseded");
  expect((await ledger.get(consentEpochOf(subject))).record?.version).toBe(1);
  await consent.publishNotice(input, { actor: admin });
  expect((await ledger.get(consentEpochOf(subject))).record?.version).toBe(2);
});
