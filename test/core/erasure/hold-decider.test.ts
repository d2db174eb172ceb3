import { addSeconds } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  type HoldCommand,
  type HoldState,
  holdDecider,
  holdRecord,
} from "../../../packages/core/src/erasure/hold-decider.js";
import { refusal } from "../support.js";
import { ada, clerk, organisation, start } from "./support.js";

const subject = ada.id;
const until = addSeconds(start, 100);
const place = (basis: string, end?: string): HoldCommand => ({
  type: "hold",
  organisation,
  subject,
  basis,
  ...(end === undefined ? {} : { until: end }),
});
const lift = (basis: string): HoldCommand => ({ type: "lift", organisation, subject, basis });
const close: HoldCommand = { type: "close", subject, erasure: "e-1" };

function decided(state: HoldState, command: HoldCommand, now = start, actor = clerk): HoldState {
  return holdDecider.decide(state, command, { now, actor }).events.reduce(holdDecider.evolve, state);
}

function all(...commands: readonly HoldCommand[]): HoldState {
  return commands.reduce((state, command) => decided(state, command), holdDecider.initial);
}

describe("a hold", () => {
  test("is placed once for each basis; the same basis again sets its end anew", () => {
    expect(all(place("court"), place("audit", until)).holds).toEqual([
      { basis: "court" },
      { basis: "audit", until },
    ]);
    const again = all(place("court"), place("court", until));
    expect(again).toEqual({ subject, holds: [{ basis: "court", until }] });
    expect(holdDecider.decide(again, place("court", until), { now: start, actor: clerk }).events).toEqual([]);
    expect(all(place("court", until), place("court")).holds).toEqual([{ basis: "court" }]);
  });

  test("is lifted by its basis; one that is not there is no event", () => {
    const state = all(place("court"), place("audit"));
    expect(decided(state, lift("court")).holds).toEqual([{ basis: "audit" }]);
    expect(holdDecider.decide(state, lift("tax"), { now: start, actor: clerk }).events).toEqual([]);
  });

  test.each([
    ["the person", ada],
    ["staff of another organisation", { ...clerk, organisation: "housing-support" }],
    ["a service", { ...clerk, kind: "service" as const }],
  ])("is no matter for %s", async (_who, actor) => {
    for (const command of [place("court"), lift("court")]) {
      const error = await refusal(() => decided(all(place("court")), command, start, actor));
      expect(error.code).toBe("erasure/not-allowed");
    }
  });

  test("refuses an erasure, and names every rule that does", async () => {
    const error = await refusal(() => decided(all(place("court"), place("audit", until)), close));
    expect([error.code, error.details]).toEqual([
      "erasure/held",
      { holds: [{ basis: "court" }, { basis: "audit", until }] },
    ]);
    expect(JSON.stringify(error)).not.toContain(subject);
  });

  test("ends by itself at its instant, not before", async () => {
    const state = all(place("audit", until));
    const error = await refusal(() => decided(state, close, addSeconds(until, -0.001)));
    expect(error.code).toBe("erasure/held");
    expect(decided(state, close, until).erasure).toBe("e-1");
  });

  test("one that ended is not named beside one that stands", async () => {
    const error = await refusal(() => decided(all(place("audit", until), place("court")), close, until));
    expect(error.details).toEqual({ holds: [{ basis: "court" }] });
  });

  test("comes too late once an erasure has begun; what stood may still be lifted", async () => {
    const closed = all(place("court"), lift("court"), close);
    expect(closed).toEqual({ subject, holds: [], erasure: "e-1" });
    expect((await refusal(() => decided(closed, place("court")))).code).toBe("erasure/begun");
    expect(decided(closed, lift("court"))).toEqual(closed);
  });

  test("a second erasure of the same person changes nothing in it", () => {
    const closed = all(close);
    expect(decided(closed, { ...close, erasure: "e-2" })).toEqual(closed);
  });
});

test("an unknown command is refused by name", async () => {
  const command = { type: "forget" } as unknown as HoldCommand;
  expect((await refusal(() => decided(holdDecider.initial, command))).code).toBe("core/unknown-command");
});

test("each person has one record, kept together with her", () => {
  expect(holdRecord("p-ada")).toMatch(/^erasure-hold\/[0-9a-f]{40}$/);
  expect(holdRecord("p-ada")).not.toBe(holdRecord("p-ben"));
  expect(holdDecider.partition?.(all(close))).toBe(subject);
  expect(holdDecider.partition?.(holdDecider.initial)).toBeUndefined();
});
