import {
  addSeconds,
  calendarDateSchema,
  isInstant,
  memoryLedger,
  timeOf,
  toInstant,
} from "@throughline/core";
import { expect, test } from "vitest";
import { handClock } from "./support.js";

test("an instant is UTC with milliseconds, so that text order is time order", () => {
  expect(isInstant("2026-11-23T10:00:00.000Z")).toBe(true);
  for (const text of [
    "2026-11-23T10:00:00Z",
    "2026-11-23T10:00:00.0000Z",
    "2026-11-23T10:00:00.000+00:00",
    "2026-02-30T10:00:00.000Z",
    "",
  ]) {
    expect(isInstant(text)).toBe(false);
  }
});

test("seconds are added over days, years and backwards", () => {
  expect(addSeconds("2026-12-31T23:59:59.500Z", 0.5)).toBe("2027-01-01T00:00:00.000Z");
  expect(addSeconds("2026-03-01T00:00:00.000Z", -1)).toBe("2026-02-28T23:59:59.000Z");
  expect(() => toInstant(new Date(Number.NaN))).toThrow(RangeError);
  expect(toInstant(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
});

test("a calendar date is a day that exists", () => {
  expect(calendarDateSchema.safeParse("2024-02-29").success).toBe(true);
  for (const text of ["2023-02-29", "2024-2-9", "29/02/2024"])
    expect(calendarDateSchema.safeParse(text).success).toBe(false);
});

test("timeOf gives the ledger's clock, which never goes backwards", async () => {
  const { clock, move } = handClock();
  const ledger = memoryLedger({ clock });
  expect(await timeOf(ledger)).toBe("2026-11-23T10:00:00.000Z");
  move(-600);
  expect(await timeOf(ledger)).toBe("2026-11-23T10:00:00.000Z");
  move(660);
  expect(await timeOf(ledger)).toBe("2026-11-23T10:01:00.000Z");
});
