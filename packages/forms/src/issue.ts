import type { AnswerValue } from "./answer-value.js";
import type { QuestionId } from "./condition.js";

/** What can be wrong with an answer. */
export const issueCodes = [
  "required",
  "too-long",
  "not-an-option",
  "wrong-format",
  "date-incomplete",
  "date-year",
  "date-not-real",
  "date-not-past",
  "date-not-future",
  "address-line-required",
  "address-town-required",
  "address-postcode-required",
  "address-postcode-invalid",
] as const;

/** One code of {@link issueCodes}. */
export type IssueCode = (typeof issueCodes)[number];

/** A part of a date. */
export type DatePart = "day" | "month" | "year";

/** What is wrong, and in which fields. Never carries what was typed. */
export interface Fault {
  /** What is wrong. */
  readonly code: IssueCode;
  /** Names of the fields in error. The error summary links to the first. */
  readonly fields: readonly [string, ...string[]];
  /** For `date-incomplete`: the parts that are missing. */
  readonly missing?: readonly DatePart[];
  /** For `too-long`: the longest answer, in characters. */
  readonly max?: number;
}

/** What is wrong with the answer to a question. */
export interface FieldIssue extends Fault {
  /** The question. */
  readonly question: QuestionId;
}

/** What came of reading the fields of a question. */
export type Reading = { readonly value: AnswerValue } | { readonly faults: readonly Fault[] };

/** A reading of one fault. */
export function faulty(
  code: IssueCode,
  fields: Fault["fields"],
  more: Pick<Fault, "missing" | "max"> = {},
): Reading {
  return { faults: [{ code, fields, ...more }] };
}
