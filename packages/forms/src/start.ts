import type { CalendarDate, Channel, Fact } from "@throughline/core";
import { type AnswerValue, answerValueSchema } from "./answer-value.js";
import { fitsFact } from "./facts.js";
import type { Form } from "./form.js";
import type { Language } from "./language.js";
import type { Question } from "./question.js";
import { fitsQuestion } from "./questions/behaviours.js";
import type { Answer, FormResponse } from "./response.js";

/** What a response starts with. */
export interface StartOptions {
  /** The person's language. */
  readonly language: Language;
  /** The channel in which it starts. */
  readonly channel: Channel;
  /** The day, where the person is. */
  readonly today: CalendarDate;
  /** What is already known and may be used for this form. Default: nothing. */
  readonly known?: readonly Fact[];
}

/** The newest usable fact of a type: one that runs out today is asked for again. */
function newest(known: readonly Fact[], type: string, today: CalendarDate): Fact | undefined {
  return known
    .filter(
      (fact) => fact.type === type && (fact.validUntil === undefined || fact.validUntil.slice(0, 10) > today),
    )
    .reduce<Fact | undefined>(
      (best, fact) => (best && best.observedAt >= fact.observedAt ? best : fact),
      undefined,
    );
}

/** A fact's value as the answer to a question, if it could be the answer. */
export function asAnswer(form: Form, question: Question, fact: Fact): AnswerValue | undefined {
  const parsed = answerValueSchema.safeParse(fact.value);
  if (!parsed.success || parsed.data === null || !fitsQuestion(question, parsed.data)) return undefined;
  return fitsFact(form.catalogue, fact.type, fact.value) ? parsed.data : undefined;
}

function prefill(form: Form, question: Question, options: StartOptions): readonly Answer[] {
  if (question.fact === undefined || question.reuse === "ask-again") return [];
  const known = newest(options.known ?? [], question.fact, options.today);
  const value = known && asAnswer(form, question, known);
  if (known === undefined || value === undefined) return [];
  const origin = question.reuse === "always" ? "reused" : "suggested";
  return [{ question: question.id, value, origin, source: known.source, known }];
}

/**
 * Starts to fill in a form. What is known fills in the questions that ask for it: `always` answers the question unasked,
 * `confirm` waits to be confirmed, `ask-again` takes nothing. Facts that are out of date, or that could not be the
 * answer, are left aside.
 */
export function startResponse(form: Form, options: StartOptions): FormResponse {
  return {
    version: 1,
    form: form.definition.id,
    hash: form.hash,
    language: options.language,
    channel: options.channel,
    today: options.today,
    answers: [...form.questions.values()].flatMap(({ question }) => prefill(form, question, options)),
  };
}
