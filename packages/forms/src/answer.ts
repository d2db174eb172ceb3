import { canonicalize, type JsonValue, type Source } from "@throughline/core";
import { type AnswerValue, answerValueSchema } from "./answer-value.js";
import { fitsFact } from "./facts.js";
import type { Form } from "./form.js";
import { faulty, type Reading } from "./issue.js";
import type { Question } from "./question.js";
import type { FieldInput } from "./questions/behaviour.js";
import { behaviourOf, readFields } from "./questions/behaviours.js";
import { type Answer, answerTo, type FormResponse } from "./response.js";

/** An answer's value as plain JSON. */
export function toJson(value: AnswerValue): JsonValue {
  return typeof value === "object" && value !== null ? { ...value } : value;
}

/** Reads the fields of a question; what its fact type does not take is a fault. */
export function readAnswer(
  form: Form,
  question: Question,
  input: FieldInput,
  response: FormResponse,
): Reading {
  const reading = readFields(question, input, response.today);
  if ("faults" in reading || reading.value === null || question.fact === undefined) return reading;
  if (fitsFact(form.catalogue, question.fact, toJson(reading.value))) return reading;
  return faulty("wrong-format", behaviourOf(question).fields(question));
}

/** Whether a value is what the fields would have held, had nobody touched them. */
function untouched(
  question: Question,
  before: AnswerValue,
  now: AnswerValue,
  response: FormResponse,
): boolean {
  const shown = readFields(question, behaviourOf(question).write(question, before), response.today);
  return "value" in shown && canonicalize(shown.value) === canonicalize(now);
}

/**
 * The answer that a value makes. What was known and left as it was is confirmed, with the value that was known. What
 * someone said before and nobody changed keeps its source: staff who turn a page do not become the author of it.
 */
export function answerOf(question: Question, value: AnswerValue, response: FormResponse, by: Source): Answer {
  const before = answerTo(response, question.id);
  const same = before !== undefined && untouched(question, before.value, value, response);
  if (before !== undefined && same && (before.origin === "asked" || before.origin === "confirmed"))
    return before;
  const known = before?.known;
  const was = known && answerValueSchema.safeParse(known.value).data;
  if (known === undefined || was === undefined)
    return { question: question.id, value, origin: "asked", source: by };
  return untouched(question, was, value, response)
    ? { question: question.id, value: was, origin: "confirmed", source: by, known }
    : { question: question.id, value, origin: "asked", source: by, known };
}
