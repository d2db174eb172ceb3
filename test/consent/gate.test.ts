import { createConsent } from "@throughline/consent";
import { addSeconds, type Ledger, LedgerError, recordOf } from "@throughline/core";
import { expect, test } from "vitest";
import {
  adapt,
  admin,
  assess,
  codeOf,
  organisation,
  person,
  question,
  reasonOf,
  releaseChange,
  setUp,
  start,
  subject,
  yes,
} from "./support.js";

test("reads the epoch before anything else", async () => {
  const { ledger } = await setUp();
  const read: string[] = [];
  const watched: Ledger = {
    ...ledger,
    get: async (record) => {
      read.push(record.slice(0, record.indexOf("/")));
      return await ledger.get(record);
    },
  };
  await createConsent({ ledger: watched, organisation }).check(question);
  expect(read).toEqual(["consent-epoch", "purpose", "consent"]);
});

test("many facts are answered at one instant, under one guard, until the earliest end", async () => {
  const { consent, notice } = await setUp();
  await consent.grant(yes(notice), { actor: person });
  const { fact, ...rest } = question;
  const all = await consent.checkAll({ ...rest, facts: [fact, "work.history", fact] });
  expect(
    Object.fromEntries(Object.entries(all.decisions).map(([name, { reason }]) => [name, reason])),
  ).toEqual({
    [fact]: "given",
    "work.history": "fact-not-covered",
  });
  expect(all.validUntil).toBe(addSeconds(start, 3600));
  for (const decision of Object.values(all.decisions)) expect(decision.guard).toEqual(all.guard);
});

test("nothing that ends, no end", async () => {
  const { consent } = await setUp();
  const all = await consent.checkAll({
    subject,
    purpose: assess.id,
    recipient: organisation,
    facts: ["work.history"],
  });
  expect(all.decisions["work.history"]?.permitted).toBe(true);
  expect(all).not.toHaveProperty("validUntil");
  expect(all.decisions["work.history"]).not.toHaveProperty("validUntil");
  const query = { subject, purpose: assess.id, recipient: organisation };
  expect(await consent.project({ "work.history": "Baker" }, query)).not.toHaveProperty("validUntil");
});

test("ends exactly at the instant, for the answer and for the commit that rests on it", async () => {
  const { consent, notice, ledger, wait } = await setUp();
  await consent.grant(yes(notice), { actor: person });
  wait(3_599_999);
  const { permitted, guard, validUntil } = await consent.check(question);
  expect([permitted, validUntil]).toEqual([true, addSeconds(start, 3600)]);
  const conditions = { requires: [guard], ...(validUntil === undefined ? {} : { before: validUntil }) };
  await ledger.commit([releaseChange(recordOf("release", "a"))], conditions);
  wait(1);
  expect(await reasonOf(consent)).toBe("no: expired");
  expect(await codeOf(ledger.commit([releaseChange(recordOf("release", "b"))], conditions))).toBe(
    "ledger/too-late",
  );
});

test.each([0, 1, 2])("judges by the latest time it has seen, be it of read %i", async (late) => {
  const { consent, notice, ledger } = await setUp();
  await consent.grant(yes(notice), { actor: person });
  let reads = 0;
  const uneven: Ledger = {
    ...ledger,
    get: async (record) => {
      const view = await ledger.get(record);
      reads += 1;
      return reads - 1 === late ? { ...view, now: addSeconds(start, 3600) } : view;
    },
  };
  expect(await reasonOf(createConsent({ ledger: uneven, organisation }))).toBe("no: expired");
});

test("guards a subject of whom nothing is known yet", async () => {
  const { consent, notice, ledger } = await setUp();
  const { guard, reason } = await consent.check(question);
  expect([reason, guard.version]).toEqual(["no-record", 0]);
  await consent.grant(yes(notice), { actor: person });
  const late = ledger.commit([releaseChange(recordOf("release", "a"))], { requires: [guard] });
  expect(await codeOf(late)).toBe("ledger/conflict");
});

test("keeps people and purposes apart", async () => {
  const { consent, notice } = await setUp();
  await consent.definePurpose({ ...adapt, id: "work-support.other" }, { actor: admin });
  await consent.grant(yes(notice), { actor: person });
  expect(await reasonOf(consent, { subject: "p-other" })).toBe("no: no-record");
  expect(await reasonOf(consent, { purpose: "work-support.other" })).toBe("no: no-record");
});

test("an unreachable ledger is an error, not a no", async () => {
  const { ledger } = await setUp();
  const dead: Ledger = { ...ledger, get: () => Promise.reject(new LedgerError("ledger/unavailable")) };
  expect(await codeOf(createConsent({ ledger: dead, organisation }).check(question))).toBe(
    "ledger/unavailable",
  );
});

test("a type that is special in this catalogue, but was not when it was agreed to, needs an explicit yes", async () => {
  const { ledger, notice, consent } = await setUp();
  const act = yes(notice, { facts: ["housing.situation"], expression: "affirmative" });
  await consent.grant(act, { actor: person });
  expect(await reasonOf(consent, { fact: "housing.situation" })).toBe("yes: given");
  const catalogue = { factType: () => ({ sensitivity: "special-category" }) };
  const stricter = createConsent({ ledger, organisation, catalogue });
  expect(await reasonOf(stricter, { fact: "housing.situation" })).toBe("no: special-category");
});
