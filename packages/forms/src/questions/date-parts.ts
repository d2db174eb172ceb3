import { type CalendarDate, calendarDateSchema } from "@throughline/core";
import type { DatePart } from "../issue.js";

const monthNames = {
  en: "January February March April May June July August September October November December".split(" "),
  cy: "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr".split(" "),
} as const;

/** A date as three texts, each as it was typed. */
export type DateParts = Readonly<Record<DatePart, string>>;

/** A month by number, or by its name or the first three letters or more of it, in English or Welsh. */
function monthNumber(typed: string): number | undefined {
  if (/^\d{1,2}$/.test(typed)) return Number(typed);
  if (!/^\p{L}{3,}$/u.test(typed)) return undefined;
  const start = typed.toLowerCase();
  for (const names of [monthNames.en, monthNames.cy]) {
    const index = names.findIndex((name) => name.toLowerCase().startsWith(start));
    if (index >= 0) return index + 1;
  }
  return undefined;
}

/** The date that three texts name, if it is a day that exists. Years have four digits, from 1000. */
export function dateOf({ day, month, year }: DateParts): CalendarDate | undefined {
  const number = monthNumber(month);
  if (number === undefined || !/^\d{1,2}$/.test(day) || !/^[1-9]\d{3}$/.test(year)) return undefined;
  const date = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return calendarDateSchema.safeParse(date).success ? date : undefined;
}

/** A date in three texts, without leading zeros. */
export function partsOf(date: CalendarDate): DateParts {
  const [year = "", month = "", day = ""] = date.split("-");
  return { day: String(Number(day)), month: String(Number(month)), year };
}

/** A date as it is written out: 27 March 2007, 27 Mawrth 2007. */
export function longDate(date: CalendarDate, language: keyof typeof monthNames): string {
  const { day, month, year } = partsOf(date);
  return `${day} ${monthNames[language][Number(month) - 1] ?? month} ${year}`;
}
