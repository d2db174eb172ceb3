import {
  type CalendarDate,
  type Channel,
  calendarDateSchema,
  channelSchema,
  type Fact,
  type Fields,
  factSchema,
  type Source,
  sourceSchema,
} from "@throughline/core";
import * as z from "zod";
import { type AnswerValue, answerValueSchema } from "./answer-value.js";
import { idSchema, type QuestionId } from "./condition.js";
import { type Language, languageSchema } from "./language.js";

/**
 * How an answer came about. `suggested`: known, and waiting to be confirmed. `reused`: known, and not asked.
 * `confirmed`: known, shown, and left as it was. `asked`: said anew.
 */
export const answerOrigins = ["suggested", "reused", "confirmed", "asked"] as const;

/** One way of {@link answerOrigins}. */
export type AnswerOrigin = (typeof answerOrigins)[number];

/** The answer to one question, with where it comes from. */
export interface Answer {
  /** The question. */
  readonly question: QuestionId;
  /** The answer. */
  readonly value: AnswerValue;
  /** How it came about. */
  readonly origin: AnswerOrigin;
  /** Who said it, or confirmed it. */
  readonly source: Source;
  /** What was known before the question was put. */
  readonly known?: Fact;
}

/** A form being filled in: plain JSON, to be kept as it is. It holds personal data. */
export interface FormResponse {
  /** Version of this document. */
  readonly version: 1;
  /** Id of the form. */
  readonly form: string;
  /** Hash of the form's definition. */
  readonly hash: string;
  /** The person's language. */
  readonly language: Language;
  /** The channel it is being filled in through. */
  readonly channel: Channel;
  /** The day on which it is being filled in, where the person is. */
  readonly today: CalendarDate;
  /** Answers in the order in which they came, at most one a question; also those that have left the route. */
  readonly answers: readonly Answer[];
}

const answer = z.strictObject({
  question: idSchema,
  value: answerValueSchema,
  origin: z.enum(answerOrigins),
  source: sourceSchema,
  known: factSchema.exactOptional(),
} satisfies Fields<Answer>);

/** Schema of {@link FormResponse}; whether it fits its form, `resumeResponse` checks. */
export const formResponseSchema: z.ZodType<FormResponse> = z.strictObject({
  version: z.literal(1),
  form: idSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  language: languageSchema,
  channel: channelSchema,
  today: calendarDateSchema,
  answers: z.array(answer).max(25_000),
} satisfies Fields<FormResponse>);

/** The answer to a question, if there is one yet. */
export function answerTo(response: FormResponse, question: QuestionId): Answer | undefined {
  return response.answers.find((candidate) => candidate.question === question);
}

/** The response with one answer put in or replaced. */
export function withAnswer(response: FormResponse, given: Answer): FormResponse {
  const others = response.answers.filter((candidate) => candidate.question !== given.question);
  return { ...response, answers: [...others, given] };
}
