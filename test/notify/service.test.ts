import {
  consentEpoch,
  createRepository,
  LedgerError,
  type RecordId,
  recordId,
  recordOf,
} from "@throughline/core";
import { createNotifications, type DeliveryFailure, type OutgoingEmail } from "@throughline/notify";
import { describe, expect, test } from "vitest";
import { testStore } from "../support/store.js";
import { codeOf, gate, officer, received } from "./support.js";

function setUp() {
  const clock = { now: new Date("2026-11-23T10:00:00.000Z") };
  const store = testStore({ clock: () => clock.now });
  const consent = gate();
  const sent: OutgoingEmail[] = [];
  const answer: { next?: DeliveryFailure | Error } = {};
  const email = {
    async send(message: OutgoingEmail) {
      sent.push(message);
      if (answer.next instanceof Error) throw answer.next;
      return answer.next ?? { reference: "r-1" };
    },
  };
  const options = {
    ledger: store,
    timers: store.timers,
    consent,
    organisation: "work",
    templates: [received],
    email,
  };
  const later = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000);
  };
  return { store, consent, sent, answer, later, options, notifications: createNotifications(options) };
}

const request = {
  template: "answers-received",
  templateVersion: 1,
  subject: "p-1",
  to: "jo@example.com",
  language: "en",
  data: { name: "Jo" },
};
const by = (key: string) => ({ actor: officer, idempotencyKey: key });

describe("notifications", () => {
  test("one key is one message, however often it is asked for", async () => {
    const { notifications, sent } = setUp();
    const asked = await Promise.all([1, 2, 3].map(() => notifications.send(request, by("k"))));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(await notifications.deliverDue()).toEqual({ accepted: 1, failed: 0, withheld: 0 });
    expect(await notifications.deliverDue()).toEqual({ accepted: 0, failed: 0, withheld: 0 });
    expect(sent).toHaveLength(1);
    expect(await notifications.get(asked[0]?.id ?? "")).toMatchObject({
      status: "accepted",
      attempts: 1,
      reference: "r-1",
    });
    expect(await codeOf(notifications.send({ ...request, language: "cy" }, by("k")))).toBe(
      "ledger/key-reused",
    );
  });

  test("a refusal leaves nothing behind", async () => {
    const { notifications, store } = setUp();
    const refused = async (change: object) => codeOf(notifications.send({ ...request, ...change }, by("k")));
    expect(await refused({ to: "nobody" })).toBe("notify/invalid-address");
    expect(await refused({ template: "other" })).toBe("notify/unknown-template");
    expect(await refused({ templateVersion: 2 })).toBe("notify/unknown-template");
    expect(await refused({ language: "fr" })).toBe("notify/unknown-language");
    expect(await refused({ data: {} })).toBe("notify/invalid-personalisation");
    for await (const event of store.follow()) expect.fail(event.event.type);
    expect(await codeOf(notifications.get("ntf_none"))).toBe("notify/not-found");
  });

  test("nothing is sent after consent was withdrawn", async () => {
    const { notifications, consent, sent } = setUp();
    const { id } = await notifications.send(request, by("k"));
    consent.reason = "withdrawn";
    expect(await notifications.deliverDue()).toEqual({ accepted: 0, failed: 0, withheld: 1 });
    expect(await notifications.get(id)).toMatchObject({
      status: "withheld",
      reason: "withdrawn",
      attempts: 0,
    });
    expect(sent).toEqual([]);
  });

  test("a withdrawal between the question and the commit is seen: the guard has moved", async () => {
    const { notifications, consent, sent, store } = setUp();
    await notifications.send(request, by("k"));
    const { record } = consent.guard;
    const check = consent.check.bind(consent);
    let isFirst = true;
    consent.check = async (query) => {
      const decision = await check(query);
      if (!isFirst) return decision;
      isFirst = false;
      const epochs = createRepository(store, consentEpoch);
      await epochs.handle(
        record,
        { type: "advance", subject: "p-1", cause: "consent.withdrawn" },
        { actor: officer },
      );
      consent.reason = "withdrawn";
      consent.guard = { record, version: 1 };
      return decision;
    };
    expect(await notifications.deliverDue()).toEqual({ accepted: 0, failed: 0, withheld: 1 });
    expect(sent).toEqual([]);
  });

  test("a temporary failure is tried again after a minute, with the same id", async () => {
    const { notifications, answer, later, sent } = setUp();
    const { id } = await notifications.send(request, by("k"));
    answer.next = { failure: "temporary", reason: "smtp-450" };
    expect(await notifications.deliverDue()).toMatchObject({ failed: 1 });
    later(59);
    expect(await notifications.deliverDue()).toEqual({ accepted: 0, failed: 0, withheld: 0 });
    later(2);
    delete answer.next;
    expect(await notifications.deliverDue()).toMatchObject({ accepted: 1 });
    expect(sent.map((message) => message.id)).toEqual([id, id]);
  });

  test("an adapter that throws, or a template that is gone, stops no other message", async () => {
    const { notifications, answer, options, later } = setUp();
    const { id } = await notifications.send(request, by("k"));
    answer.next = new Error("canary jo@example.com");
    expect(await notifications.deliverDue()).toMatchObject({ failed: 1 });
    expect(await notifications.get(id)).toMatchObject({ status: "created", reason: "adapter-threw" });
    later(61);
    const forgetful = createNotifications({ ...options, templates: [] });
    expect(await forgetful.deliverDue()).toMatchObject({ failed: 1 });
    expect(await notifications.get(id)).toMatchObject({
      status: "failed",
      reason: "notify/unknown-template",
    });
  });

  test("an adapter's own error, with a code or without, gives no message up", async () => {
    const { notifications, answer } = setUp();
    const { id } = await notifications.send(request, by("k"));
    answer.next = new LedgerError("ledger/unavailable");
    await notifications.deliverDue();
    expect(await notifications.get(id)).toMatchObject({ status: "created", reason: "adapter-threw" });
  });

  test.each([
    ["ledger/corrupt", 1],
    ["ledger/unavailable", 0],
  ] as const)("a record that answers %s: others sent beside it %d", async (code, others) => {
    const { notifications, options, store, sent, later } = setUp();
    const { id } = await notifications.send(request, by("first"));
    later(1);
    await notifications.send(request, by("second"));
    const ledger = {
      ...store,
      get: async (record: RecordId) => {
        if (record === recordOf("notification", id)) throw new LedgerError(code);
        return await store.get(record);
      },
    };
    expect(await codeOf(createNotifications({ ...options, ledger }).deliverDue())).toBe(code);
    expect(sent).toHaveLength(others);
  });

  test("a worker that dies after sending leaves a message that may go twice, under one id", async () => {
    const { notifications, options, store, sent, later } = setUp();
    const { id } = await notifications.send(request, by("k"));
    let isDead = false;
    const dying = {
      ...store,
      commit: ((...args) =>
        isDead ? Promise.reject(new Error("killed")) : store.commit(...args)) as typeof store.commit,
    };
    const doomed = createNotifications({
      ...options,
      ledger: dying,
      email: {
        send(message) {
          isDead = true;
          return options.email.send(message);
        },
      },
    });
    await expect(doomed.deliverDue()).rejects.toThrow("killed");
    expect(await notifications.get(id)).toMatchObject({ status: "sending" });
    later(301);
    expect(await notifications.deliverDue()).toMatchObject({ accepted: 1 });
    expect(sent.map((message) => message.id)).toEqual([id, id]);
  });

  test("two workers at once send a message once", async () => {
    const { notifications, options, sent } = setUp();
    await Promise.all([1, 2, 3, 4, 5].map((key) => notifications.send(request, by(String(key)))));
    const other = createNotifications(options);
    await Promise.all([notifications.deliverDue(), other.deliverDue(), notifications.deliverDue()]);
    expect(sent).toHaveLength(5);
    expect(new Set(sent.map((message) => message.id)).size).toBe(5);
  });

  test("what the sender sees, and what the ledger holds in clear, is without address and content", async () => {
    const { notifications, store } = setUp();
    const view = await notifications.send(
      { ...request, to: "canary@example.com", data: { name: "Canary" } },
      by("k"),
    );
    await notifications.deliverDue();
    const strip = (_: string, value: unknown) =>
      typeof value === "object" && value !== null && "~personal" in value ? "sealed" : value;
    for await (const { event } of store.history(recordId("notification", "x"))) expect.fail(event.type);
    const told: string[] = [JSON.stringify(view), JSON.stringify(await notifications.get(view.id))];
    for await (const event of store.follow()) told.push(JSON.stringify(event, strip));
    expect(told.length).toBeGreaterThan(4);
    expect(told.join("\n").toLowerCase()).not.toContain("canary");
  });

  test("two templates under one name are a mistake that shows at once", () => {
    const { options } = setUp();
    expect(() => createNotifications({ ...options, templates: [received, received] })).toThrow(RangeError);
  });
});
