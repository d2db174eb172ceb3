import { createErasures, type Vault, verifyRecord } from "@throughline/core";
import { expect, test } from "vitest";
import { opening } from "../support/store.js";
import {
  adapt,
  admin,
  assess,
  codeOf,
  organisation,
  person,
  question,
  reasonOf,
  setUp,
  subject,
  texts,
  yes,
} from "./support.js";

async function agreed() {
  const { vault, open } = opening();
  const world = await setUp(open);
  const { record } = await world.consent.grant(yes(world.notice), { actor: person });
  return { ...world, vault, record };
}

test("a person who was erased in mid-life has no consent any more, and every question is still answered", async () => {
  const { consent, vault, ledger, record, notice } = await agreed();
  expect(await reasonOf(consent)).toBe("yes: given");
  await vault.destroy(subject);
  expect(await reasonOf(consent)).toBe("no: erased");
  const all = await consent.checkAll({ ...question, facts: adapt.facts });
  expect(new Set(Object.values(all.decisions).map(({ reason }) => reason))).toEqual(new Set(["erased"]));
  expect(await consent.project({ "housing.situation": "temporary" }, question)).toMatchObject({
    withheld: [{ reason: "erased" }],
  });
  expect((await consent.ofSubject(subject)).map(({ status }) => status)).toEqual(["erased"]);
  const acts = [];
  for await (const act of consent.history(subject, adapt.id)) acts.push(act);
  expect(acts).toMatchObject([{ outcome: "granted", evidence: { "~erased": subject } }]);
  expect((await verifyRecord(ledger, record)).verdict).toBe("consistent");
  expect(
    await consent.publishNotice(
      { purpose: adapt.id, texts: { ...texts, en: "Anew." }, material: true },
      { actor: admin },
    ),
  ).toMatchObject({ version: notice.version + 1 });
});

test("what is said for an erased person: a no that needs no evidence is kept, all else is refused by name", async () => {
  const { consent, vault, notice } = await agreed();
  await vault.destroy(subject);
  expect(await codeOf(consent.grant(yes(notice), { actor: person }))).toBe("core/erased");
  expect(await codeOf(consent.refuse(yes(notice), { actor: person }))).toBe("core/erased");
  const withdrawal = { subject, purpose: adapt.id, channel: "web" } as const;
  expect(await codeOf(consent.withdraw({ ...withdrawal, reason: "Because." }, { actor: person }))).toBe(
    "core/erased",
  );
  expect(await codeOf(consent.withdraw(withdrawal, { actor: person }))).toBe("accepted");
  expect(await reasonOf(consent)).toBe("no: withdrawn");
});

test("a repeat of what was said before the erasure finds its answer", async () => {
  const { vault, open } = opening();
  const { consent, notice } = await setUp(open);
  const say = () => consent.grant(yes(notice), { actor: person, idempotencyKey: "k" });
  await say();
  await vault.destroy(subject);
  expect(await say()).toMatchObject({ status: "erased", replayed: true });
});

test("once an erasure has begun nothing may be used on any basis, while the key is still there and after", async () => {
  const { consent, vault, ledger } = await agreed();
  let isDown = true;
  const halting: Vault = {
    ...vault,
    destroy: async (subject, at) => {
      if (isDown) throw new Error("The vault is down.");
      return await vault.destroy(subject, at);
    },
  };
  const erasures = createErasures({
    ledger,
    vault: halting,
    signer: { issuer: organisation, sign: async () => "a.b.c" },
    backupRetentionSeconds: 0,
    keyCacheSeconds: 0,
  });
  const task = { purpose: assess.id, fact: "work.history", recipient: organisation };
  const reasons = async () => [await reasonOf(consent), await reasonOf(consent, task)];
  expect(await reasons()).toEqual(["yes: given", "yes: other-basis"]);
  const erase = () => erasures.erase({ subject }, { actor: person, idempotencyKey: "k" });
  await expect(erase()).rejects.toThrow("down");
  expect(await vault.find(subject)).toHaveProperty("bytes");
  expect(await reasons()).toEqual(["no: erased", "no: erased"]);
  isDown = false;
  expect(await erase()).toMatchObject({ status: "completed" });
  expect(await reasons()).toEqual(["no: erased", "no: erased"]);
  expect(await reasonOf(consent, { ...task, subject: "p-other" })).toBe("yes: other-basis");
});
