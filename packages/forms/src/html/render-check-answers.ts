import type { QuestionId } from "../condition.js";
import { type Form, questionOf } from "../form.js";
import { answerLines } from "../format.js";
import type { Language } from "../language.js";
import type { PageId } from "../model.js";
import { answerTo, type FormResponse } from "../response.js";
import { route } from "../route.js";
import { words } from "../words.js";
import { type Fragment, type Html, html, toHtml } from "./html.js";
import { checkedHref, type PostOptions, postForm } from "./post-form.js";

/** How the answers are shown. */
export interface RenderCheckAnswersOptions extends PostOptions {
  /** Address of the page on which a question can be changed. `renderPage` takes the question as `change`. */
  readonly changeHref: (page: PageId, question: QuestionId) => string;
}

function brokenLines(lines: readonly string[]): Fragment {
  return html`${lines.map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))}`;
}

function row(
  form: Form,
  lines: readonly string[],
  id: QuestionId,
  href: string,
  language: Language,
): Fragment {
  const label = questionOf(form, id).label[language];
  return html`<div class="govuk-summary-list__row">
<dt class="govuk-summary-list__key">${label}</dt>
<dd class="govuk-summary-list__value">${brokenLines(lines)}</dd>
<dd class="govuk-summary-list__actions"><a class="govuk-link" href="${checkedHref(href)}">${words.change[language]}<span class="govuk-visually-hidden"> (${label})</span></a></dd>
</div>
`;
}

/**
 * Draws every answer on the route with a link to change it, and the button to send them once nothing is left to ask.
 * What is known and was not asked is shown too: the person sees all that is sent.
 */
export function renderCheckAnswers(
  form: Form,
  response: FormResponse,
  options: RenderCheckAnswersOptions,
): Html {
  const { language } = options;
  const way = route(form, response);
  const rows = way.pages.flatMap((page) =>
    page.questions.flatMap(({ id, status }) => {
      const answer = answerTo(response, id);
      if (answer === undefined || status !== "known") return [];
      const lines = answerLines(questionOf(form, id), answer.value, language);
      return [row(form, lines, id, options.changeHref(page.id, id), language)];
    }),
  );
  const send = way.next === "check-answers" ? postForm(options, words.submit[language], html``) : undefined;
  return toHtml(html`<h1 class="govuk-heading-l">${words.checkAnswers[language]}</h1>
<dl class="govuk-summary-list">
${rows}</dl>
${send}`);
}
