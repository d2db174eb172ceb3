import { createConsent, type RecordedAct } from "@throughline/consent";
import { type Ledger, personal } from "@throughline/core";
import { expect, test } from "vitest";
import { adapt, admin, adviser, organisation, person, setUp, spokenYes, subject, yes } from "./support.js";

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function told() {
  const set = await setUp();
  const { consent, notice, wait } = set;
  await consent.refuse(yes(notice), { actor: person });
  wait(1);
  await consent.grant(spokenYes(notice), { actor: adviser });
  wait(1);
  await consent.withdraw(
    { subject, purpose: adapt.id, channel: "web", reason: "Too much" },
    { actor: person },
  );
  return set;
}

test("everything that was said comes back in the order in which it was written down", async () => {
  const { consent } = await told();
  const acts = await all(consent.history(subject, adapt.id));
  expect(acts.map(({ outcome, channel }) => [outcome, channel])).toEqual([
    ["refused", "web"],
    ["granted", "phone"],
    ["withdrawn", "web"],
  ]);
  expect(acts[1]).toMatchObject({ evidence: personal(subject, { kind: "script", scriptVersion: "3" }) });
  expect(await all(consent.history("p-other", adapt.id))).toEqual([]);
});

test("a person's consents come in order of purpose, and only theirs", async () => {
  const { consent, notice } = await told();
  const other = { ...adapt, id: "a-first.one" };
  await consent.definePurpose(other, { actor: admin });
  const first = await consent.publishNotice(
    { purpose: other.id, texts: { en: "Hello" }, material: true },
    { actor: admin },
  );
  await consent.grant(yes(first, { purpose: other.id }), { actor: person });
  await consent.grant(yes(notice, { subject: "p-other" }), { actor: { ...person, id: "p-other" } });
  expect((await consent.ofSubject(subject)).map(({ purpose, status }) => [purpose, status])).toEqual([
    ["a-first.one", "given"],
    [adapt.id, "withdrawn"],
  ]);
  expect(await consent.ofSubject("p-none")).toEqual([]);
});

test("after erasure the acts remain, without what was personal, and permit nothing", async () => {
  const { consent, notice, ledger, wait } = await told();
  wait(1);
  await consent.grant(yes(notice), { actor: person });
  const erase = <Stored>(stored: Stored): Stored =>
    JSON.parse(JSON.stringify(stored), (_, value: unknown) =>
      typeof value === "object" && value !== null && "~personal" in value ? { "~erased": subject } : value,
    ) as Stored;
  const erased: Ledger = {
    ...ledger,
    get: async (record) => erase(await ledger.get(record)),
    async *find(query) {
      for await (const found of ledger.find(query)) yield erase(found);
    },
    async *history(record) {
      for await (const event of ledger.history(record)) yield erase(event);
    },
  };
  const after = createConsent({ ledger: erased, organisation });
  const acts: readonly RecordedAct[] = await all(after.history(subject, adapt.id));
  expect(acts).toHaveLength(4);
  expect(JSON.stringify(acts)).not.toContain("Too much");
  expect((await after.ofSubject(subject)).map(({ status }) => status)).toEqual(["erased"]);
  const query = { subject, purpose: adapt.id, recipient: "housing-support", fact: "housing.situation" };
  expect(await after.check(query)).toMatchObject({ permitted: false, reason: "erased" });
});

test("what comes back from storage in another shape is refused", async () => {
  const { ledger } = await told();
  const bent: Ledger = {
    ...ledger,
    async *history(record) {
      for await (const found of ledger.history(record)) {
        yield {
          ...found,
          event: { ...found.event, data: { ...(found.event.data as object), outcome: "maybe" } },
        };
      }
    },
  };
  const consent = createConsent({ ledger: bent, organisation });
  await expect(all(consent.history(subject, adapt.id))).rejects.toThrow();
});
