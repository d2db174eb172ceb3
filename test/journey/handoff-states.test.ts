import { describe, expect, test } from "vitest";
import {
  checkPossible,
  type HandoffAct,
  type HandoffStatus,
  isOpen,
  isPossible,
} from "../../packages/journey/src/handoff-states.js";

const ended: readonly HandoffStatus[] = [
  "completed",
  "returned",
  "declined",
  "expired",
  "withdrawn",
  "recalled",
];
const acts: readonly HandoffAct[] = [
  "offer",
  "reissue",
  "claim",
  "accept",
  "work",
  "complete",
  "return",
  "decline",
  "withdraw",
  "recall",
  "lapse",
];

describe("the table of states", () => {
  test.each(ended)("nothing follows %s", (status) => {
    expect(acts.filter((act) => isPossible(status, act))).toEqual([]);
    expect(isOpen(status)).toBe(false);
  });

  test("data moves only after acceptance, and only an offer can be claimed", () => {
    const all: readonly HandoffStatus[] = ["none", "offered", "claimed", "accepted", ...ended];
    expect(all.filter((status) => isPossible(status, "work"))).toEqual(["accepted"]);
    expect(all.filter((status) => isPossible(status, "claim"))).toEqual(["offered"]);
    expect(all.filter((status) => isPossible(status, "accept"))).toEqual(["claimed"]);
    expect(all.filter(isOpen)).toEqual(["offered", "claimed"]);
  });

  test("what does not fit is refused with what was asked and where it stands", () => {
    expect(() => checkPossible("completed", "claim")).toThrow(
      expect.objectContaining({
        code: "journey/wrong-state",
        details: { status: "completed", act: "claim" },
      }),
    );
    expect(() => checkPossible("none", "claim")).toThrow(
      expect.objectContaining({ code: "journey/not-found" }),
    );
  });
});
