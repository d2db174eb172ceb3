import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostAttempts, nextDue } from "../../../packages/http/src/courier/schedule.js";

const now = "2026-11-23T10:00:00.000Z";
const secondsTo = (due: string | undefined) => (Date.parse(due ?? "") - Date.parse(now)) / 1000;

describe("when the next try is due", () => {
  test("further and further apart, up to a tenth later than Standard Webhooks has it", () => {
    const waits = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(mostAttempts).toBe(waits.length);
    waits.forEach((wait, attempts) => {
      const seconds = secondsTo(nextDue({ id: "prc_1", attempts, now }));
      expect(seconds).toBeGreaterThanOrEqual(wait);
      expect(seconds).toBeLessThanOrEqual(wait * 1.1);
    });
    expect(nextDue({ id: "prc_1", attempts: mostAttempts, now })).toBeUndefined();
  });

  test("the same for the same parcel, spread out over many", () => {
    const due = (id: string) => nextDue({ id, attempts: 4, now });
    expect(due("prc_1")).toBe(due("prc_1"));
    const spread = Array.from({ length: 100 }, (_, at) => secondsTo(due(`prc_${at}`)));
    expect(new Set(spread).size).toBeGreaterThan(90);
    expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(500);
  });

  test("a wait that is asked for only ever makes it later, by a day at most, and never later than its end", () => {
    const asked = fc.oneof(fc.nat(200_000), fc.constant(Number.MAX_SAFE_INTEGER));
    fc.assert(
      fc.property(
        fc.nat(mostAttempts - 1),
        asked,
        fc.integer({ min: 1, max: 200_000 }),
        (attempts, retryAfterSeconds, life) => {
          const plain = nextDue({ id: "a", attempts, now }) ?? "";
          const later = nextDue({ id: "a", attempts, now, retryAfterSeconds }) ?? "";
          expect(later >= plain).toBe(true);
          expect(secondsTo(later)).toBeLessThanOrEqual(Math.max(secondsTo(plain), 86_400));
          const expires = new Date(Date.parse(now) + life * 1000).toISOString();
          const ended = nextDue({ id: "a", attempts, now, retryAfterSeconds, expires }) ?? "";
          expect(ended).toBe(later < expires ? later : expires);
        },
      ),
    );
  });
});
