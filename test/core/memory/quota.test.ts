import { memoryLedger } from "@throughline/core";
import { expect, test } from "vitest";
import { handClock } from "../support.js";

const until = "2026-11-23T10:00:05.000Z";

test("a count ends to the millisecond, by the ledger's clock", async () => {
  const { clock, move } = handClock();
  const { quota } = memoryLedger({ clock });
  const take = (end = until) => quota.take("k", { limit: 2, until: end });
  expect(await take()).toEqual({ granted: true, remaining: 1, until });
  expect(await take()).toEqual({ granted: true, remaining: 0, until });
  move(4.999);
  expect(await take("2026-11-23T11:00:00.000Z")).toEqual({ granted: false, remaining: 0, until });
  move(0.001);
  const later = "2026-11-23T10:00:09.000Z";
  expect(await take(later)).toEqual({ granted: true, remaining: 1, until: later });
});

test("a count that would end now, or has ended, grants nothing and is not kept", async () => {
  const { clock } = handClock(until);
  const { quota } = memoryLedger({ clock });
  for (const end of [until, "2026-11-23T10:00:04.999Z"])
    expect(await quota.take("k", { limit: 2, until: end })).toEqual({
      granted: false,
      remaining: 0,
      until: end,
    });
  const later = "2026-11-23T10:00:05.001Z";
  expect(await quota.take("k", { limit: 2, until: later })).toEqual({
    granted: true,
    remaining: 1,
    until: later,
  });
});

test("a refusal does not begin a count", async () => {
  const { clock } = handClock();
  const { quota } = memoryLedger({ clock });
  expect(await quota.take("k", { limit: 0, until })).toEqual({ granted: false, remaining: 0, until });
  const later = "2026-11-23T10:00:09.000Z";
  expect(await quota.take("k", { limit: 1, until: later })).toEqual({
    granted: true,
    remaining: 0,
    until: later,
  });
});
