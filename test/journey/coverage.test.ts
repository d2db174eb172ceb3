import type { ConsentGate } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { conditioned, earliest, hasMoved } from "../../packages/journey/src/coverage.js";
import { begin, claimed, offerTo, p1, person, phone, setUp } from "./support.js";

const change = {
  record: "journey/1",
  expectedVersion: 3,
  law: 1,
  events: [],
  state: {},
  keys: [],
  timers: [],
} as const;
const prepared = {
  record: "journey/1",
  state: {},
  version: 4,
  change,
  requires: [],
  before: "2026-11-23T11:00:00.000Z",
} as const;

describe("conditions of a commit", () => {
  test("the earliest deadline counts", () => {
    expect(earliest([undefined, "2026-11-24", "2026-11-23"])).toEqual({ before: "2026-11-23" });
    expect(earliest([undefined])).toEqual({});
    expect(conditioned(prepared, { before: "2026-11-23T10:00:00.000Z" }).before).toBe(
      "2026-11-23T10:00:00.000Z",
    );
    expect(conditioned(prepared, {}).before).toBe(prepared.before);
  });

  test("guards add up", () => {
    const guard = { record: "consent-epoch/1", version: 2 } as const;
    expect(conditioned(conditioned(prepared, { requires: [guard] }), {}).requires).toEqual([guard]);
  });

  test("a record that moved between look and decision is noticed", () => {
    expect(hasMoved({ record: "journey/1", state: {}, version: 3, now: "" }, prepared)).toBe(false);
    expect(hasMoved({ record: "journey/1", state: {}, version: 2, now: "" }, prepared)).toBe(true);
  });

  test("a gate that forgets to answer covers nothing", async () => {
    const silent: ConsentGate = {
      check: () => Promise.reject(new Error("not asked")),
      checkAll: async ({ subject }) => ({
        decisions: {},
        guard: { record: `consent-epoch/${subject}`, version: 0 },
      }),
    };
    const world = await setUp({ consent: silent });
    const { code } = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    const accepted = await world.journeys.accept(await claimed(world, code), p1, { actor: phone });
    if (!accepted.ok) throw new Error("person check");
    expect(accepted.projection.facts).toEqual([]);
    expect(accepted.projection.withheld).toHaveLength(5);
  });
});
