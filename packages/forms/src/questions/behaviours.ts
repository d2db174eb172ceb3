import type { CalendarDate } from "@throughline/core";
import type { AnswerValue } from "../answer-value.js";
import { faulty, type Reading } from "../issue.js";
import type { Question, QuestionType } from "../question.js";
import { address } from "./address.js";
import type { Behaviour, FieldInput } from "./behaviour.js";
import { radios, yesNo } from "./choice.js";
import { date } from "./date.js";
import { longText, text } from "./text.js";

const behaviours: Readonly<Record<QuestionType, Behaviour<Question>>> = {
  text,
  "long-text": longText,
  date,
  radios,
  "yes-no": yesNo,
  address,
};

/** What a question's type can do. */
export function behaviourOf(question: Question): Behaviour<Question> {
  return behaviours[question.type];
}

/** Reads a question's fields; blank is a fault unless the question may be left blank. */
export function readFields(question: Question, input: FieldInput, today: CalendarDate): Reading {
  const behaviour = behaviourOf(question);
  const reading = behaviour.read(question, input, today);
  const blank = "value" in reading && reading.value === null;
  return blank && question.optional !== true ? faulty("required", behaviour.fields(question)) : reading;
}

/** Whether a value from elsewhere could be the answer; `null` only where the question may be left blank. */
export function fitsQuestion(question: Question, value: AnswerValue): boolean {
  return value === null ? question.optional === true : behaviourOf(question).fits(question, value);
}
