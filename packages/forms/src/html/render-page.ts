import { type Audience, askingOf } from "../audience.js";
import type { QuestionId } from "../condition.js";
import { FormsError } from "../errors.js";
import { type Form, pageOf, questionOf } from "../form.js";
import type { FieldIssue } from "../issue.js";
import type { Language } from "../language.js";
import { issueMessage } from "../messages.js";
import type { PageId } from "../model.js";
import type { FieldInput } from "../questions/behaviour.js";
import { behaviourOf } from "../questions/behaviours.js";
import { answerTo, type FormResponse } from "../response.js";
import { type RouteQuestion, route } from "../route.js";
import { words } from "../words.js";
import { errorSummary } from "./error-summary.js";
import type { Told } from "./field.js";
import { renderField } from "./fields.js";
import { type Fragment, type Html, html, toHtml } from "./html.js";
import { type PostOptions, postForm } from "./post-form.js";

/** How a page is drawn. */
export interface RenderPageOptions extends PostOptions {
  /** Who has it before them. Staff get the words of the script, and no autofill. Default `web`. */
  readonly audience?: Audience;
  /** What was wrong with the last try. */
  readonly issues?: readonly FieldIssue[];
  /** The fields of the last try, so that nobody types them again. Default: the answers so far. */
  readonly input?: FieldInput;
  /** A question that the person wants to change though it is known and would not be shown. */
  readonly change?: QuestionId;
}

/** The questions to show: those known for certain are left out, unless one is to be changed or nothing else is left. */
function shownQuestions(
  form: Form,
  response: FormResponse,
  pageId: PageId,
  change: QuestionId | undefined,
): readonly RouteQuestion[] {
  pageOf(form, pageId);
  const page = route(form, response).pages.find((candidate) => candidate.id === pageId);
  if (page === undefined) throw new FormsError("forms/page-not-open");
  const shown = page.questions.filter(
    ({ id }) => id === change || answerTo(response, id)?.origin !== "reused",
  );
  return shown.length > 0 ? shown : page.questions;
}

function valuesOf(form: Form, response: FormResponse, id: QuestionId): FieldInput {
  const question = questionOf(form, id);
  return behaviourOf(question).write(question, answerTo(response, id)?.value ?? null);
}

function headingOf(
  form: Form,
  pageId: PageId,
  shown: readonly RouteQuestion[],
  language: Language,
  audience: Audience,
) {
  const [only, ...others] = shown;
  return only === undefined || others.length > 0
    ? pageOf(form, pageId).title[language]
    : askingOf(questionOf(form, only.id), language, audience);
}

/**
 * The heading of a page, for the title of its document: the question where there is only one.
 *
 * @throws FormsError `forms/unknown-page`, `forms/page-not-open`.
 */
export function pageHeading(
  form: Form,
  response: FormResponse,
  pageId: PageId,
  options: Pick<RenderPageOptions, "language" | "audience" | "change">,
): string {
  const shown = shownQuestions(form, response, pageId, options.change);
  return headingOf(form, pageId, shown, options.language, options.audience ?? "web");
}

/**
 * Draws one page as accessible HTML in the GOV.UK Design System's markup (WCAG 2.2 AA): the error summary, then the
 * form. No script, no inline style; everything but the markup is escaped.
 *
 * @throws FormsError `forms/unknown-page`; `forms/page-not-open` where the page is not on the route.
 */
export function renderPage(
  form: Form,
  response: FormResponse,
  pageId: PageId,
  options: RenderPageOptions,
): Html {
  const { language, audience = "web", issues = [], input } = options;
  const shown = shownQuestions(form, response, pageId, options.change);
  const told = issues.map((issue) => ({ ...issue, message: issueMessage(form, issue, language) }));
  const draw = ({ id, status }: RouteQuestion): Fragment =>
    renderField({
      question: questionOf(form, id),
      language,
      audience,
      status,
      heading: shown.length === 1,
      values: input ?? valuesOf(form, response, id),
      faults: told.filter((fault): fault is Told & FieldIssue => fault.question === id),
    });
  const heading =
    shown.length === 1
      ? undefined
      : html`<h1 class="govuk-heading-l">${headingOf(form, pageId, shown, language, audience)}</h1>
`;
  return toHtml(
    html`${errorSummary(told, language)}${postForm(options, words.continue[language], html`${heading}${shown.map(draw)}`)}`,
  );
}
