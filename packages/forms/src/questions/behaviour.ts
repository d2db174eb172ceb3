import type { CalendarDate } from "@throughline/core";
import type { AnswerValue } from "../answer-value.js";
import type { Reading } from "../issue.js";
import type { Language } from "../language.js";
import type { Question } from "../question.js";

/** The fields of one page as a browser sends them, by name. */
export type FieldInput = Readonly<Record<string, string>>;

/** What a type of question can do. One constant each; a new type of question is a new constant. */
export interface Behaviour<Q extends Question> {
  /** Names of its fields, in order. */
  fields(question: Q): readonly [string, ...string[]];
  /** The value that the fields hold. `null`: all of them are blank. */
  read(question: Q, input: FieldInput, today: CalendarDate): Reading;
  /** The fields that hold a value: what `read` reads back. */
  write(question: Q, value: AnswerValue): FieldInput;
  /** Whether a value from elsewhere could be the answer. */
  fits(question: Q, value: AnswerValue): boolean;
  /** The value as a person reads it, in lines. */
  lines(question: Q, value: AnswerValue, language: Language): readonly string[];
}

/** A field's text; empty where it was not sent. */
export function fieldOf(input: FieldInput, name: string): string {
  const value: unknown = Object.hasOwn(input, name) ? input[name] : "";
  return typeof value === "string" ? value : "";
}
