import * as z from "zod";
import type { CalendarDate, Instant } from "./json.js";

/** Schema of {@link Instant}: UTC, with exactly three digits of the second, so that text order is time order. */
export const instantSchema: z.ZodType<Instant> = z.iso.datetime({ precision: 3 });

/** Schema of {@link CalendarDate}: a day that exists. */
export const calendarDateSchema: z.ZodType<CalendarDate> = z.iso.date();

/** Tells whether a text is an {@link Instant}. */
export function isInstant(text: string): text is Instant {
  return instantSchema.safeParse(text).success;
}

/** The instant of a date object. Throws `RangeError` for an invalid one. */
export function toInstant(date: Date): Instant {
  return date.toISOString();
}

/** The instant so many seconds later; negative: earlier. */
export function addSeconds(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
