import { type Actor, addSeconds, type ErasureState, type Instant } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { erasureDecider as law } from "../../../packages/core/src/erasure/decider.js";
import type {
  BeginErasure,
  ErasureCommand,
  ErasureEvent,
} from "../../../packages/core/src/erasure/stages.js";
import { refusal } from "../support.js";
import { ada, ben, clerk, organisation, start } from "./support.js";

const subjects = [ada.id, "j-ada"];
const begin: BeginErasure = { type: "begin", organisation, subjects, kept: [], keys: ["k-1"] };
const destruction = { keyCacheSeconds: 60, backupRetentionSeconds: 1000 };
const destroy: ErasureCommand = { type: "record-destruction", keys: ["k-1", "k-2"], ...destruction };
const later = (seconds: number) => addSeconds(start, seconds);
const complete = (at: Instant): ErasureCommand => ({ type: "complete", completedAt: at, receipt: "signed" });

function decide(state: ErasureState, command: ErasureCommand, now = start, actor: Actor = ada) {
  return law.decide(state, command, { now, actor });
}

function decided(
  state: ErasureState,
  command: ErasureCommand,
  now = start,
  actor: Actor = ada,
): ErasureState {
  return decide(state, command, now, actor).events.reduce(law.evolve, state);
}

const erasing = decided(law.initial, begin);
const destroyed = decided(erasing, destroy, later(5));
const completed = decided(destroyed, complete(later(65)), later(65));

describe("a beginning", () => {
  test("is the asking and the erasing at once", () => {
    expect(decide(law.initial, begin).events.map(({ type }) => type)).toEqual([
      "erasure.asked",
      "erasure.begun",
    ]);
    expect(erasing).toEqual({
      status: "erasing",
      subjects,
      askedAt: start,
      begunAt: start,
      keys: ["k-1"],
      kept: [{ what: "sealed-history", basis: "proof" }],
    });
  });

  test("asked for is not yet begun: nothing finds it, nothing is due", () => {
    const [asked] = decide(law.initial, begin).events;
    const state = law.evolve(law.initial, asked as ErasureEvent);
    expect(state.status).toBe("asked");
    expect([law.keys?.(state), law.timers?.(state)]).toEqual([[], []]);
    expect([law.keys?.(law.initial), law.timers?.(law.initial)]).toEqual([[], []]);
  });

  test("by staff says why, and may say that the person asked earlier, never later", async () => {
    const letter = { ...begin, reason: "asked-by-letter", askedAt: later(-500) };
    expect(decided(law.initial, letter, start, clerk)).toMatchObject({
      reason: "asked-by-letter",
      askedAt: later(-500),
      begunAt: start,
    });
    const error = await refusal(() => decided(law.initial, { ...letter, askedAt: later(1) }, start, clerk));
    expect([error.code, error.details]).toEqual(["erasure/invalid-input", { members: ["askedAt"] }]);
    expect(decided(law.initial, { ...letter, askedAt: start }, start, clerk).status).toBe("erasing");
  });

  test.each<readonly [string, Actor, Partial<BeginErasure>]>([
    ["another person", ben, {}],
    ["a person known by the alias alone", { ...ada, id: "j-ada" }, {}],
    ["a person of another organisation", { ...ada, organisation: "housing-support" }, {}],
    ["a person who acts for somebody else just now", { ...ada, onBehalfOf: ben.id }, {}],
    ["a person who dates it back", ada, { askedAt: later(-1) }],
    ["staff without a reason", clerk, {}],
    ["staff of another organisation", { ...clerk, organisation: "housing-support" }, { reason: "asked" }],
    ["a visitor who is not signed in", { ...ada, kind: "anonymous" }, {}],
    ["a service", { ...ada, kind: "service" }, { reason: "asked" }],
    ["an agent on her behalf", { ...ada, kind: "agent", onBehalfOf: ada.id }, { reason: "asked" }],
  ])("is not for %s", async (_who, actor, parts) => {
    const error = await refusal(() => decided(law.initial, { ...begin, ...parts }, start, actor));
    expect(error.code).toBe("erasure/not-allowed");
  });

  test("is for her own self where the token says so", () => {
    expect(decided(law.initial, begin, start, { ...ada, onBehalfOf: ada.id }).status).toBe("erasing");
  });

  test("keeps what the caller names beside the sealed history", () => {
    const kept = [{ what: "payments", basis: "tax" }];
    expect(decided(law.initial, { ...begin, kept })).toMatchObject({
      kept: [{ what: "sealed-history", basis: "proof" }, ...kept],
    });
  });

  test("a second time changes nothing, at no stage", () => {
    for (const state of [erasing, destroyed, completed]) expect(decide(state, begin).events).toEqual([]);
  });
});

describe("a destruction", () => {
  test("counts from when it is recorded: cache and backups last from then", () => {
    expect(destroyed).toMatchObject({
      status: "keys-destroyed",
      keys: ["k-1", "k-2"],
      keysDestroyedAt: later(5),
      completableAt: later(65),
      backupsLapseAt: later(1005),
    });
  });

  test("under a clock that was set back is dated no earlier than the beginning", () => {
    expect(decided(erasing, destroy, later(-3600))).toMatchObject({
      keysDestroyedAt: start,
      completableAt: later(60),
      backupsLapseAt: later(1000),
    });
  });

  test("happens once, unless a key came back", () => {
    expect(decide(destroyed, destroy, later(9)).events).toEqual([]);
    const again: ErasureCommand = {
      type: "record-destruction",
      keys: ["k-3"],
      ...destruction,
      isAgain: true,
    };
    expect(decided(destroyed, again, later(9))).toMatchObject({
      status: "keys-destroyed",
      keys: ["k-1", "k-2", "k-3"],
      keysDestroyedAt: later(9),
      completableAt: later(69),
    });
    for (const state of [law.initial, completed]) expect(decide(state, again).events).toEqual([]);
  });
});

describe("a completion", () => {
  test("waits for the key cache, under the commit's own clock", () => {
    expect(decide(destroyed, complete(later(65)), later(65))).toMatchObject({ notBefore: later(65) });
    expect(completed).toMatchObject({ status: "completed", completedAt: later(65), receipt: "signed" });
  });

  test.each([
    ["before its time", later(64.999), later(64.999)],
    ["dated before its time", later(64), later(70)],
    ["dated ahead", later(71), later(70)],
  ])("%s is refused", async (_what, at, now) => {
    const error = await refusal(() => decided(destroyed, complete(at), now));
    expect([error.code, error.details]).toEqual(["ledger/too-early", { notBefore: later(65) }]);
  });

  test("happens once, and never before the keys are gone", () => {
    for (const state of [law.initial, erasing, completed])
      expect(decide(state, complete(later(99)), later(99)).events).toEqual([]);
  });
});

test("each stage is found by every subject and among the tombstones", () => {
  const found = [
    { name: "tombstones", value: "all", order: start },
    { name: "subject", value: ada.id, order: start },
    { name: "subject", value: "j-ada", order: start },
  ];
  for (const state of [erasing, destroyed, completed]) expect(law.keys?.(state)).toEqual(found);
});

test("each stage names what is due next, the last nothing", () => {
  expect(law.timers?.(erasing)).toEqual([{ name: "destroy", due: start }]);
  expect(law.timers?.(destroyed)).toEqual([{ name: "complete", due: later(65) }]);
  expect(law.timers?.(completed)).toEqual([]);
});

test("events that come out of order change nothing", () => {
  const events = [
    { type: "erasure.begun", data: { begunAt: start, keys: [] } },
    { type: "erasure.keys-destroyed", data: {} },
    { type: "erasure.completed", data: {} },
  ] as unknown as readonly ErasureEvent[];
  for (const event of events) expect(law.evolve(law.initial, event)).toEqual(law.initial);
});

test("an unknown command is refused by name", async () => {
  const command = { type: "undo" } as unknown as ErasureCommand;
  expect((await refusal(() => decide(erasing, command))).code).toBe("core/unknown-command");
});
