import { createConsent } from "@throughline/consent";
import { consentEpochOf } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  adapt,
  admin,
  adviser,
  assess,
  clockedLedger,
  eventTypes,
  organisation,
  person,
  question,
  reasonOf,
  setUp,
  spokenYes,
  subject,
  yes,
} from "./support.js";

const withdrawal = { subject, purpose: adapt.id, channel: "web" } as const;

describe("the life of a consent", () => {
  test("asked, given on the telephone, withdrawn on the web, given again, ended by itself", async () => {
    const { consent, notice, wait } = await setUp();
    expect(await reasonOf(consent)).toBe("no: no-record");
    const given = await consent.grant(spokenYes(notice), { actor: adviser });
    expect(given).toMatchObject({
      status: "given",
      standing: { recordedBy: { id: "s-12", organisation, unit: "phone-north" } },
    });
    expect(await reasonOf(consent)).toBe("yes: given");
    wait(1000);
    expect((await consent.withdraw(withdrawal, { actor: person })).status).toBe("withdrawn");
    expect(await reasonOf(consent)).toBe("no: withdrawn");
    wait(1000);
    const again = await consent.grant(yes(notice), { actor: person });
    expect(again.standing).not.toHaveProperty("recordedBy");
    expect(await reasonOf(consent)).toBe("yes: given");
    wait(3_600_000);
    expect(await reasonOf(consent)).toBe("no: expired");
    expect((await consent.ofSubject(subject)).map(({ status }) => status)).toEqual(["expired"]);
  });

  test("a refusal is kept, and a later yes replaces it", async () => {
    const { consent, notice, wait } = await setUp();
    expect((await consent.refuse(yes(notice, { expression: "affirmative" }), { actor: person })).status).toBe(
      "refused",
    );
    expect(await reasonOf(consent)).toBe("no: refused");
    wait(1);
    await consent.grant(yes(notice), { actor: person });
    expect(await reasonOf(consent)).toBe("yes: given");
  });

  test("each act moves the epoch in its own commit", async () => {
    const { consent, notice, ledger, wait } = await setUp();
    const versions = [];
    for (const act of [
      () => consent.grant(yes(notice), { actor: person }),
      () => consent.withdraw(withdrawal, { actor: person }),
    ]) {
      wait(1);
      await act();
      versions.push((await ledger.get(consentEpochOf(subject))).record?.version);
    }
    expect(versions).toEqual([1, 2]);
    expect((await eventTypes(ledger)).slice(-4)).toEqual([
      "consent.granted",
      "consent-epoch.advanced",
      "consent.withdrawn",
      "consent-epoch.advanced",
    ]);
  });
});

test("other lawful bases need no consent, but cover only what their purpose names", async () => {
  const { consent } = await setUp();
  const ask = { purpose: assess.id, recipient: organisation, fact: "work.history" };
  expect(await reasonOf(consent, ask)).toBe("yes: other-basis");
  expect(await reasonOf(consent, { ...ask, fact: "contact.email" })).toBe("no: fact-not-covered");
  expect(await reasonOf(consent, { ...ask, recipient: "housing-support" })).toBe("no: recipient-not-covered");
  expect((await consent.check({ ...question, ...ask })).basis).toBe("public-task");
});

test("a service needs the name of its organisation", () => {
  expect(() => createConsent({ ledger: clockedLedger().ledger, organisation: "" })).toThrow(TypeError);
});

test("what the catalogue calls special is special, whatever its theme", async () => {
  const { ledger } = clockedLedger();
  const catalogue = { factType: () => ({ sensitivity: "criminal-offence" }) };
  const consent = createConsent({ ledger, organisation, catalogue });
  await expect(consent.definePurpose(assess, { actor: admin })).rejects.toMatchObject({
    code: "consent/special-category-condition",
  });
});
