import type { AnswerValue } from "./answer-value.js";
import type { Condition, QuestionId } from "./condition.js";
import { type AnswerReader, evaluate } from "./evaluate.js";
import type { Form } from "./form.js";
import type { PageId } from "./model.js";
import type { Answer, FormResponse } from "./response.js";

/** What is left to do about a question: ask it, have what is known confirmed, or nothing. */
export type QuestionStatus = "ask" | "confirm" | "known";

/** A question on the route. */
export interface RouteQuestion {
  /** The question. */
  readonly id: QuestionId;
  /** What is left to do about it. */
  readonly status: QuestionStatus;
}

/** A page on the route. */
export interface RoutePage {
  /** The page. */
  readonly id: PageId;
  /** What is left to do on it: `ask` or `confirm` if one of its questions is so; `known`: it need not be shown. */
  readonly status: QuestionStatus;
  /** Its questions that are asked with the answers given so far. */
  readonly questions: readonly RouteQuestion[];
}

/** The way through a form with the answers given so far. */
export interface Route {
  /** Its pages, in order. */
  readonly pages: readonly RoutePage[];
  /** The first page on which something is left to do; `check-answers`, which no page is called, where nothing is. */
  readonly next: PageId;
  /** Questions with an answer that has left the route: kept for going back, never submitted. */
  readonly ignored: readonly QuestionId[];
}

function questionStatus(answer: Answer | undefined): QuestionStatus {
  if (answer === undefined) return "ask";
  return answer.origin === "suggested" ? "confirm" : "known";
}

function pageStatus(questions: readonly RouteQuestion[]): QuestionStatus {
  const left = (["ask", "confirm"] as const).find((status) => questions.some((one) => one.status === status));
  return left ?? "known";
}

/** Whether a page or a question is asked: it has no condition, or its condition is true. */
function isAsked(when: Condition | undefined, read: AnswerReader): boolean {
  return when === undefined || evaluate(when, read) === true;
}

function walk(form: Form, response: FormResponse): readonly RoutePage[] {
  const given = new Map(response.answers.map((answer) => [answer.question, answer]));
  const onRoute = new Map<QuestionId, AnswerValue>();
  const read: AnswerReader = (question) => onRoute.get(question);
  return form.definition.pages.flatMap((page) => {
    if (!isAsked(page.when, read)) return [];
    const questions = page.questions.flatMap((question) => {
      if (!isAsked(question.when, read)) return [];
      const answer = given.get(question.id);
      const status = questionStatus(answer);
      if (answer !== undefined && status === "known") onRoute.set(question.id, answer.value);
      return [{ id: question.id, status }];
    });
    return questions.length === 0 ? [] : [{ id: page.id, status: pageStatus(questions), questions }];
  });
}

/**
 * Works out the way through a form. A condition reads only answers that are themselves on the route; what is only
 * suggested counts as unanswered until it is confirmed.
 */
export function route(form: Form, response: FormResponse): Route {
  const pages = walk(form, response);
  const asked = new Set(pages.flatMap((page) => page.questions.map((question) => question.id)));
  return {
    pages,
    next: pages.find((page) => page.status !== "known")?.id ?? "check-answers",
    ignored: response.answers.map((answer) => answer.question).filter((question) => !asked.has(question)),
  };
}
