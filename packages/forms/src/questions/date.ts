import { type CalendarDate, calendarDateSchema } from "@throughline/core";
import { cleanLine } from "../clean.js";
import { type DatePart, type Fault, faulty, type Reading } from "../issue.js";
import type { DateQuestion } from "../question.js";
import { type Behaviour, type FieldInput, fieldOf } from "./behaviour.js";
import { type DateParts, dateOf, longDate, partsOf } from "./date-parts.js";

/** The parts of a date in the order in which they are asked. */
export const dateParts = ["day", "month", "year"] as const;

/** Name of the field of one part. */
export function dateField(question: DateQuestion, part: DatePart): string {
  return `${question.id}-${part}`;
}

function typedParts(question: DateQuestion, input: FieldInput): DateParts {
  const typed = (part: DatePart) =>
    cleanLine(fieldOf(input, dateField(question, part)).normalize("NFKC")).replace(/[\s.,]/g, "");
  return { day: typed("day"), month: typed("month"), year: typed("year") };
}

function fieldsOfDate(question: DateQuestion): Fault["fields"] {
  return [dateField(question, "day"), dateField(question, "month"), dateField(question, "year")];
}

function onItsSide(question: DateQuestion, date: CalendarDate, today: CalendarDate): Reading {
  if (question.mustBe === "past" && date >= today) return faulty("date-not-past", fieldsOfDate(question));
  if (question.mustBe === "future" && date <= today) return faulty("date-not-future", fieldsOfDate(question));
  return { value: date };
}

/** Only the first thing wrong is told, in the order of the GOV.UK date input: missing, incomplete, not real, wrong side. */
function readDate(question: DateQuestion, input: FieldInput, today: CalendarDate): Reading {
  const parts = typedParts(question, input);
  const missing = dateParts.filter((part) => parts[part] === "");
  const [first, ...others] = missing.map((part) => dateField(question, part));
  if (missing.length === dateParts.length) return { value: null };
  if (first !== undefined) return faulty("date-incomplete", [first, ...others], { missing });
  if (/^\d+$/.test(parts.year) && parts.year.length !== 4)
    return faulty("date-year", [dateField(question, "year")]);
  const date = dateOf(parts);
  return date === undefined
    ? faulty("date-not-real", fieldsOfDate(question))
    : onItsSide(question, date, today);
}

/** A date in three fields. */
export const date: Behaviour<DateQuestion> = {
  fields: fieldsOfDate,
  read: readDate,
  write(question, value) {
    const parts = typeof value === "string" ? partsOf(value) : { day: "", month: "", year: "" };
    return Object.fromEntries(dateParts.map((part) => [dateField(question, part), parts[part]]));
  },
  fits: (_question, value) => typeof value === "string" && calendarDateSchema.safeParse(value).success,
  lines: (_question, value, language) => (typeof value === "string" ? [longDate(value, language)] : []),
};
