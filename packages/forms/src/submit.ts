import type { Fact, FactTypeId, Source } from "@throughline/core";
import { toJson } from "./answer.js";
import type { AnswerValue } from "./answer-value.js";
import type { QuestionId } from "./condition.js";
import { type Form, pageOf, questionOf } from "./form.js";
import type { PageId } from "./model.js";
import { type Answer, type AnswerOrigin, answerTo, type FormResponse } from "./response.js";
import { type Route, route } from "./route.js";

/** An answer that was submitted. */
export interface SubmittedAnswer {
  /** The question. */
  readonly question: QuestionId;
  /** The answer; `null`: left blank. */
  readonly value: AnswerValue;
  /** How it came about. Never `suggested`. */
  readonly origin: AnswerOrigin;
  /** Who said it, or confirmed it. */
  readonly source: Source;
  /** The fact that it answers. */
  readonly fact?: FactTypeId;
}

/** A form that was filled in. */
export interface Submission {
  /** Id of the form. */
  readonly form: string;
  /** Hash of the form's definition. */
  readonly hash: string;
  /** Every answer on the route, in the order of the form. */
  readonly answers: readonly SubmittedAnswer[];
  /** The facts that were said anew: what was known and only confirmed or reused is not in here a second time. */
  readonly facts: readonly Fact[];
  /** The facts that were known and stand, unaltered: being confirmed makes none of them surer or newer. */
  readonly standing: readonly Fact[];
}

/** What came of submitting: the submission, or the page that is still to be answered. */
export type Submitted =
  | { readonly ok: true; readonly submission: Submission }
  | { readonly ok: false; readonly reason: "incomplete"; readonly next: PageId };

function submittedAnswer(form: Form, answer: Answer): SubmittedAnswer {
  const { fact } = questionOf(form, answer.question);
  const { question, value, origin, source } = answer;
  return { question, value, origin, source, ...(fact === undefined ? {} : { fact }) };
}

function saidFact(form: Form, { question, value, origin, source }: Answer): readonly Fact[] {
  const type = questionOf(form, question).fact;
  if (type === undefined || value === null || origin !== "asked") return [];
  const assurance = source.by === "paper" ? "paper-unverified" : "stated";
  return [{ type, value: toJson(value), assurance, source, observedAt: source.at }];
}

function standingFact({ origin, known }: Answer): readonly Fact[] {
  return known === undefined || origin === "asked" ? [] : [known];
}

function onRoute(way: Route, response: FormResponse): readonly Answer[] {
  const questions = way.pages.flatMap((page) => page.questions);
  return questions.flatMap((question) => answerTo(response, question.id) ?? []);
}

/**
 * The facts that the answers on one page say anew, to be recorded page by page while the form is filled in. None where
 * the page is not on the route.
 *
 * @throws FormsError `forms/unknown-page`.
 */
export function pageFacts(form: Form, response: FormResponse, pageId: PageId): readonly Fact[] {
  const { id } = pageOf(form, pageId);
  const questions = route(form, response).pages.find((page) => page.id === id)?.questions ?? [];
  return questions
    .flatMap((question) => answerTo(response, question.id) ?? [])
    .flatMap((answer) => saidFact(form, answer));
}

/** Submits a response: the answers on its route and the facts that they make. What left the route stays behind. */
export function submit(form: Form, response: FormResponse): Submitted {
  const way = route(form, response);
  if (way.next !== "check-answers") return { ok: false, reason: "incomplete", next: way.next };
  const answers = onRoute(way, response);
  const submission: Submission = {
    form: form.definition.id,
    hash: form.hash,
    answers: answers.map((answer) => submittedAnswer(form, answer)),
    facts: answers.flatMap((answer) => saidFact(form, answer)),
    standing: answers.flatMap(standingFact),
  };
  return { ok: true, submission };
}
