import type { Context } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  type NotificationCommand,
  type NotificationEvent,
  notification,
} from "../../packages/notify/src/decider.js";

const at = (time: string): Context => ({
  now: `2026-11-23T${time}.000Z`,
  actor: { kind: "service", id: "n", organisation: "o" },
});
const create: NotificationCommand = {
  type: "create",
  template: "t",
  templateVersion: 1,
  purpose: "p",
  subject: "p-1",
  language: "en",
  to: "a@example.com",
  data: { name: "Jo" },
};

function play(...steps: readonly (readonly [string, NotificationCommand])[]) {
  let state = notification.initial;
  const types: string[] = [];
  for (const [time, command] of steps) {
    const { events } = notification.decide(state, command, at(time));
    for (const event of events) {
      types.push(event.type);
      state = notification.evolve(state, event);
    }
  }
  return { state, types, due: notification.timers?.(state)[0]?.due };
}

const begin: NotificationCommand = { type: "begin" };
const temporary = (attempt: number): NotificationCommand => ({
  type: "fail",
  attempt,
  failure: "temporary",
  reason: "smtp-450",
});

describe("the law of a notification", () => {
  test("created, sent, accepted: then nothing more is due", () => {
    const created = play(["10:00:00", create]);
    expect(created.due).toBe("2026-11-23T10:00:00.000Z");
    const sent = play(
      ["10:00:00", create],
      ["10:00:00", begin],
      ["10:00:01", { type: "accept", attempt: 1, reference: "r" }],
    );
    expect(sent.state).toMatchObject({ status: "accepted", attempts: 1, reference: "r" });
    expect(sent.due).toBeUndefined();
  });

  test("a worker that fell silent is followed by another after five minutes, not before", () => {
    const { state, due } = play(["10:00:00", create], ["10:00:00", begin]);
    expect(due).toBe("2026-11-23T10:05:00.000Z");
    const { notBefore, events } = notification.decide(state, begin, at("10:05:00"));
    expect(notBefore).toBe(due);
    expect(events).toEqual([
      { type: "notification.sending", data: { attempt: 2, retryAt: "2026-11-23T10:10:00.000Z" } },
    ]);
  });

  test("waits longer after each temporary failure, and ends after the seventh", () => {
    const waits: number[] = [];
    let state = play(["00:00:00", create]).state;
    for (let tries = 0; state.nextTry !== undefined; tries += 1) {
      expect(tries).toBeLessThan(10);
      const now = { ...at("00:00:00"), now: state.nextTry };
      for (const command of [begin, temporary(tries + 1)]) {
        for (const event of notification.decide(state, command, now).events)
          state = notification.evolve(state, event);
      }
      if (state.nextTry !== undefined) waits.push((Date.parse(state.nextTry) - Date.parse(now.now)) / 1000);
    }
    expect(waits).toEqual([60, 300, 1800, 7200, 21_600, 43_200]);
    expect(state).toMatchObject({ status: "failed", reason: "smtp-450", attempts: 7 });
  });

  test("workers that fall silent for ever do not try for ever", () => {
    let state = play(["00:00:00", create]).state;
    let tries = 0;
    for (; state.nextTry !== undefined && tries < 20; tries += 1) {
      const [event] = notification.decide(state, begin, { ...at("00:00:00"), now: state.nextTry }).events;
      state = notification.evolve(state, event as NotificationEvent);
    }
    expect(state).toMatchObject({ status: "failed", reason: "silent", attempts: 7 });
  });

  test("a permanent failure ends it at once, and so does a missing basis", () => {
    const failed = play(
      ["10:00:00", create],
      ["10:00:00", begin],
      ["10:00:01", { type: "fail", attempt: 1, failure: "permanent", reason: "smtp-550" }],
    );
    expect([failed.state.status, failed.due]).toEqual(["failed", undefined]);
    const withheld = play(["10:00:00", create], ["10:00:00", { type: "withhold", reason: "withdrawn" }]);
    expect([withheld.state.status, withheld.state.reason, withheld.due]).toEqual([
      "withheld",
      "withdrawn",
      undefined,
    ]);
  });

  test.each<[string, readonly NotificationCommand[], NotificationCommand, string]>([
    ["begin before it exists", [], begin, "notify/not-found"],
    ["create twice", [create], create, "notify/already-decided"],
    [
      "accept what is not being sent",
      [create],
      { type: "accept", attempt: 1, reference: "r" },
      "notify/already-decided",
    ],
    [
      "begin after acceptance",
      [create, begin, { type: "accept", attempt: 1, reference: "r" }],
      begin,
      "notify/already-decided",
    ],
    [
      "withhold after acceptance",
      [create, begin, { type: "accept", attempt: 1, reference: "r" }],
      { type: "withhold", reason: "x" },
      "notify/already-decided",
    ],
    [
      "fail after withholding",
      [create, { type: "withhold", reason: "x" }],
      temporary(1),
      "notify/already-decided",
    ],
  ])("refuses to %s", (_, before, command, code) => {
    const { state } = play(...before.map((each) => ["10:00:00", each] as const));
    expect(() => notification.decide(state, command, at("10:00:00"))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test("marks address and personalisation as the person's", () => {
    const [event] = notification.decide(notification.initial, create, at("10:00:00")).events;
    expect(event?.data).toMatchObject({
      to: { "~personal": "p-1", value: "a@example.com" },
      data: { "~personal": "p-1", value: { name: "Jo" } },
    });
    const { state } = play(["10:00:00", create]);
    expect(notification.keys?.(state)).toEqual([{ name: "subject", value: "p-1" }]);
    expect(notification.partition?.(state)).toBe("p-1");
  });

  test("a worker that was silent for too long no longer speaks for the message", () => {
    const { state } = play(["10:00:00", create], ["10:00:00", begin], ["10:05:00", begin]);
    const late = [temporary(1), { type: "accept", attempt: 1, reference: "late" } as const];
    for (const command of late) {
      expect(() => notification.decide(state, command, at("10:05:01"))).toThrow(
        expect.objectContaining({ code: "notify/already-decided", details: { attempt: 1, current: 2 } }),
      );
    }
    const current = notification.decide(
      state,
      { type: "accept", attempt: 2, reference: "r" },
      at("10:05:01"),
    );
    expect(current.events).toHaveLength(1);
  });
});
