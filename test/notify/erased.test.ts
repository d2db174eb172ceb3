import { type Ledger, LedgerError, verifyRecord } from "@throughline/core";
import { createNotifications, type OutgoingEmail } from "@throughline/notify";
import { expect, test } from "vitest";
import { opening } from "../support/store.js";
import { codeOf, gate, officer, received } from "./support.js";

const request = {
  template: "answers-received",
  templateVersion: 1,
  subject: "p-1",
  to: "jo@example.com",
  language: "en",
  data: { name: "Jo" },
};
const by = (key: string) => ({ actor: officer, idempotencyKey: key });

function setUp() {
  const { vault, open } = opening();
  const clock = { now: new Date("2026-11-23T10:00:00.000Z") };
  const store = open({ clock: () => clock.now });
  const sent: OutgoingEmail[] = [];
  const email = {
    async send(message: OutgoingEmail) {
      sent.push(message);
      return { reference: "r-1" };
    },
  };
  const later = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000);
  };
  const kept = { ledger: store, timers: store.timers, organisation: "work", templates: [received] };
  const consent = gate();
  return {
    vault,
    store,
    sent,
    email,
    later,
    kept,
    consent,
    notifications: createNotifications({ ...kept, consent, email }),
  };
}

test("a message for a person who was erased before it was due is withheld, and others' messages go out", async () => {
  const { notifications, vault, sent, store } = setUp();
  const gone = await notifications.send(request, by("k-1"));
  await notifications.send({ ...request, subject: "p-2", to: "gwen@example.com" }, by("k-2"));
  await vault.destroy("p-1");
  expect(await notifications.deliverDue()).toEqual({ accepted: 1, failed: 0, withheld: 1 });
  expect(sent.map(({ to }) => to)).toEqual(["gwen@example.com"]);
  expect(await notifications.get(gone.id)).toMatchObject({ status: "withheld", reason: "erased" });
  expect((await verifyRecord(store, `notification/${gone.id}`)).verdict).toBe("consistent");
  expect(await codeOf(notifications.send(request, by("k-3")))).toBe("core/erased");
  expect((await notifications.send(request, by("k-1"))).id).toBe(gone.id);
});

test("one who is erased between the look and the commit does not keep others from their messages", async () => {
  const { store, kept, email, consent, vault, sent, later, notifications } = setUp();
  const gone = await notifications.send(request, by("k-1"));
  await notifications.send({ ...request, subject: "p-2", to: "gwen@example.com" }, by("k-2"));
  const commit: Ledger["commit"] = async (...given) => {
    await vault.destroy("p-1");
    return await store.commit(...given);
  };
  const slow = createNotifications({ ...kept, ledger: { ...store.ledger, commit }, consent, email });
  await slow.deliverDue();
  expect(sent.map(({ to }) => to)).toEqual(["gwen@example.com"]);
  later(61);
  await slow.deliverDue();
  expect(await slow.get(gone.id)).toMatchObject({ status: "withheld", reason: "erased" });
});

test("a record that cannot be read holds up no other, and is told of", async () => {
  const { store, kept, email, consent, sent, notifications } = setUp();
  const bad = await notifications.send(request, by("k-1"));
  await notifications.send({ ...request, subject: "p-2", to: "gwen@example.com" }, by("k-2"));
  const get: Ledger["get"] = async (record) => {
    if (record.endsWith(bad.id)) throw new LedgerError("ledger/corrupt");
    return await store.get(record);
  };
  const worker = createNotifications({ ...kept, ledger: { ...store.ledger, get }, consent, email });
  expect(await codeOf(worker.deliverDue())).toBe("ledger/corrupt");
  expect(sent.map(({ to }) => to)).toEqual(["gwen@example.com"]);
});

test("one who is erased while the message is on its way: it was sent, and that is what the record says", async () => {
  const { kept, consent, vault, notifications } = setUp();
  const { id } = await notifications.send(request, by("k-1"));
  const email = {
    async send() {
      await vault.destroy("p-1");
      return { reference: "r-1" };
    },
  };
  expect(await createNotifications({ ...kept, consent, email }).deliverDue()).toMatchObject({ accepted: 1 });
  expect(await notifications.get(id)).toMatchObject({ status: "accepted", reference: "r-1" });
});
