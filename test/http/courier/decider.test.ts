import { addSeconds, type Context, type Parcel } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostRefusals, parcelLaw } from "../../../packages/http/src/courier/decider.js";
import type { Outcome, ParcelCommand, ParcelState } from "../../../packages/http/src/courier/model.js";
import { mostAttempts } from "../../../packages/http/src/courier/schedule.js";

const start = "2026-11-23T10:00:00.000Z";
const parcel: Parcel = { id: "prc_1", to: "housing", type: "handoff.offer", data: { ref: "1" } };
const post: ParcelCommand = { type: "post", parcel, from: "work" };

function contextAt(now: string): Context {
  return { now, actor: { kind: "service", id: "courier", organisation: "work" } };
}

function lead(state: ParcelState, command: ParcelCommand, now = start): ParcelState {
  const { events } = parcelLaw.decide(state, command, contextAt(now));
  return events.reduce((before, event) => parcelLaw.evolve(before, event), state);
}

function record(attempt: number, result: Outcome["result"]): ParcelCommand {
  return { type: "record", attempt, outcome: { result } };
}

const posted = lead(parcelLaw.initial, post);

describe("the law of the outbox", () => {
  test("a posted parcel is due at once", () => {
    expect(posted).toEqual({
      status: "waiting",
      parcel,
      from: "work",
      postedAt: start,
      attempts: 0,
      refusals: 0,
      due: start,
    });
    expect(parcelLaw.timers?.(posted)).toEqual([{ name: "try", due: start }]);
    expect(parcelLaw.timers?.(parcelLaw.initial)).toEqual([]);
  });

  test.each([
    ["accepted", "delivered", "accepted", 1],
    ["gone", "refused", "gone", 1],
    ["erased", "given-up", "erased", 0],
  ] as const)("%s ends it as %s", (result, status, reason, attempts) => {
    const ended = lead(posted, record(1, result));
    expect(ended).toEqual({ status, reason, attempts, to: "housing", type: "handoff.offer" });
    expect(parcelLaw.timers?.(ended)).toEqual([]);
  });

  test("failures and refusals are counted apart", () => {
    let state = posted;
    for (let at = 1; at < mostAttempts; at += 1) state = lead(state, record(at, "failed"));
    expect(state).toMatchObject({ status: "waiting", attempts: mostAttempts - 1, refusals: 0 });
    expect(lead(state, record(mostAttempts, "failed"))).toMatchObject({
      status: "given-up",
      reason: "no-answer",
    });
    let refused = lead(posted, record(1, "failed"));
    for (let at = 2; at < mostRefusals + 1; at += 1) refused = lead(refused, record(at, "refused"));
    expect(refused).toMatchObject({ status: "waiting", refusals: mostRefusals - 1 });
    expect(lead(refused, record(mostRefusals + 1, "refused"))).toMatchObject({
      status: "refused",
      reason: "refused",
    });
  });

  test("a failure that was recorded before, or comes out of turn, changes nothing; late good news counts", () => {
    const once = lead(posted, record(1, "failed"));
    for (const attempt of [0, 1, 3]) expect(lead(once, record(attempt, "failed"))).toBe(once);
    expect(lead(once, record(1, "gone"))).toBe(once);
    expect(lead(once, record(1, "accepted"))).toMatchObject({ status: "delivered" });
  });

  test("it expires at its instant and not before", () => {
    const expires = addSeconds(start, 60);
    const mortal = lead(parcelLaw.initial, { type: "post", parcel: { ...parcel, expires }, from: "work" });
    expect(lead(mortal, { type: "expire" }, addSeconds(start, 59.999))).toBe(mortal);
    expect(lead(mortal, { type: "expire" }, expires)).toMatchObject({
      status: "expired",
      reason: "expired",
    });
    expect(lead(posted, { type: "expire" }, "2999-01-01T00:00:00.000Z")).toBe(posted);
    expect(lead(lead(mortal, record(1, "failed")), record(2, "failed"))).toMatchObject({ due: expires });
  });

  test("the same posting again changes nothing, another under its id is refused", () => {
    expect(lead(posted, post)).toBe(posted);
    const other = { ...post, parcel: { ...parcel, data: { ref: "2" } } };
    expect(() => lead(posted, other)).toThrow(expect.objectContaining({ code: "http/parcel-reused" }));
    const ended = lead(posted, record(1, "accepted"));
    expect(lead(ended, post)).toBe(ended);
    expect(() => lead(ended, { ...post, parcel: { ...parcel, to: "care" } })).toThrow(
      expect.objectContaining({ code: "http/parcel-reused" }),
    );
  });

  test("whatever happens it ends at most once, is never due in the past, and is never tried too often", () => {
    const results = fc.constantFrom<Outcome["result"]>("accepted", "gone", "refused", "failed", "erased");
    fc.assert(
      fc.property(fc.array(fc.tuple(results, fc.nat(12), fc.nat(100_000)), { maxLength: 40 }), (steps) => {
        let state: ParcelState = posted;
        let now = start;
        let endings = 0;
        for (const [result, attempt, pause] of steps) {
          now = addSeconds(now, pause);
          const { events } = parcelLaw.decide(state, record(attempt, result), contextAt(now));
          endings += events.filter(({ type }) => type === "parcel.ended").length;
          state = events.reduce((before, event) => parcelLaw.evolve(before, event), state);
          const isOverdue = events.length > 0 && state.status === "waiting" && state.due < now;
          const attempts = state.status === "new" ? 0 : state.attempts;
          expect([isOverdue, attempts <= mostAttempts]).toEqual([false, true]);
        }
        expect(endings).toBeLessThanOrEqual(1);
        expect(endings === 1).toBe(state.status !== "waiting");
      }),
    );
  });
});
