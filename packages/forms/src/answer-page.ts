import type { Source } from "@throughline/core";
import { answerOf, readAnswer } from "./answer.js";
import { FormsError } from "./errors.js";
import { type Form, pageOf } from "./form.js";
import type { FieldIssue } from "./issue.js";
import type { PageDefinition, PageId } from "./model.js";
import type { Question } from "./question.js";
import type { FieldInput } from "./questions/behaviour.js";
import { behaviourOf } from "./questions/behaviours.js";
import { answerTo, type FormResponse, withAnswer } from "./response.js";
import { type Route, route } from "./route.js";

/** What came of answering a page: the response with its answers, or everything that is wrong and nothing changed. */
export type Answered =
  | { readonly ok: true; readonly response: FormResponse }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] };

/** Ids of the questions of a page that the route asks. */
function askedOn(way: Route, page: PageDefinition): readonly string[] {
  const here = way.pages.find((candidate) => candidate.id === page.id);
  return here === undefined ? [] : here.questions.map((question) => question.id);
}

function wasSent(question: Question, input: FieldInput): boolean {
  return behaviourOf(question)
    .fields(question)
    .some((name) => Object.hasOwn(input, name));
}

/**
 * Whether a question must be read from the fields. One that was not on the page when it was shown (its condition has
 * only now come true, or it was known and not asked) may be missing from them.
 */
function mustRead(
  question: Question,
  shown: readonly string[],
  response: FormResponse,
  input: FieldInput,
): boolean {
  if (wasSent(question, input)) return true;
  return shown.includes(question.id) && answerTo(response, question.id)?.origin !== "reused";
}

/**
 * Answers the questions of one page, all or none. Questions of the page whose condition comes true through an answer on
 * the same page are then asked by the page shown again: the route leads back to it.
 *
 * @param input - The fields as a browser sends them. Others than the page's are left aside.
 * @param by - Who says so, where and when: verified by the caller, never from the fields.
 * @throws FormsError `forms/unknown-page`; `forms/page-not-open` where the page is not on the route.
 */
export function answerPage(
  form: Form,
  response: FormResponse,
  pageId: PageId,
  input: FieldInput,
  by: Source,
): Answered {
  const page = pageOf(form, pageId);
  const shown = askedOn(route(form, response), page);
  if (shown.length === 0) throw new FormsError("forms/page-not-open");
  let answered = response;
  const issues: FieldIssue[] = [];
  for (const question of page.questions) {
    if (!askedOn(route(form, answered), page).includes(question.id)) continue;
    if (!mustRead(question, shown, response, input)) continue;
    const reading = readAnswer(form, question, input, response);
    if ("value" in reading) answered = withAnswer(answered, answerOf(question, reading.value, answered, by));
    else issues.push(...reading.faults.map((fault) => ({ ...fault, question: question.id })));
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, response: answered };
}
