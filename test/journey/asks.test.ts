import { describe, expect, test } from "vitest";
import { classifyAsk, counted } from "../../packages/journey/src/asks.js";
import { candidateOf } from "../../packages/journey/src/facts.js";
import { said } from "./support.js";

const at = "2026-11-23T10:00:00.000Z";
const known = { "work.history": [candidateOf(said("work.history", "x"), "p", at, false)] };
const stale = {
  "work.history": [candidateOf({ ...said("work.history", "x"), validUntil: at }, "p", at, false)],
};

describe("why a fact was asked for", () => {
  test.each([
    ["first_time", {}, "none"],
    ["first_time", {}, "consent"],
    ["stale", stale, "none"],
    ["stale", stale, "consent"],
    ["avoidable", known, "none"],
    ["consent", known, "consent"],
    ["undetermined", known, "undetermined"],
  ] as const)("%s", (bucket, facts, hindrance) => {
    expect(classifyAsk(facts, "work.history", at, hindrance)).toBe(bucket);
  });

  test("a confirmation is no ask", () => {
    const once = counted(undefined, "first_time");
    const confirmed = counted(once, undefined);
    expect(confirmed).toEqual({ asked: 1, confirmed: 1, buckets: { first_time: 1 } });
    expect(counted(confirmed, "avoidable")).toEqual({
      asked: 2,
      confirmed: 1,
      buckets: { first_time: 1, avoidable: 1 },
    });
  });
});
