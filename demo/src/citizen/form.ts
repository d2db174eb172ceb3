import { isThroughlineError, type Source } from "@throughline/core";
import {
  answerPage,
  type FieldInput,
  type FieldIssue,
  type FormResponse,
  pageFacts,
  pageHeading,
  renderCheckAnswers,
  renderPage,
  route,
  submit,
} from "@throughline/forms";
import { html } from "hono/html";
import { organisation } from "../department.js";
import { form } from "../form.js";
import { noticeTexts } from "../purposes.js";
import { made } from "../web/layout.js";
import { askKey, newPageKey } from "../web/page-key.js";
import { decide } from "./consent.js";
import { journeyOf, page, responseOf, type Visit } from "./visit.js";

/** Pages that anybody may fill in before they say who they are. */
const anonymousPages = new Set(["name", "date-of-birth"]);

/** Once somebody has signed in at this browser, their pages are closed again when that sign-in ends. */
function mayOpen(visit: Visit, pageId: string): boolean {
  const { subject, session } = visit;
  journeyOf(visit);
  return subject !== undefined || (session.anonymous !== undefined && anonymousPages.has(pageId));
}

/** Leads to the first page on which something is left to do. */
export async function goOn(visit: Visit): Promise<Response> {
  if (!mayOpen(visit, "name")) return visit.context.redirect("/sign-in", 303);
  const { next } = route(form, await responseOf(visit));
  if (!mayOpen(visit, next)) return visit.context.redirect("/sign-in", 303);
  return visit.context.redirect(`/form/${next}`, 303);
}

function help(visit: Visit) {
  return visit.subject === undefined
    ? ""
    : html`<p class="govuk-body"><a class="govuk-link" href="/help">${visit.say.getHelp}</a></p>`;
}

function notice(visit: Visit, pageId: string) {
  if (pageId !== "agree") return "";
  const paragraphs = noticeTexts[visit.language].split("\n\n");
  return html`<div class="govuk-inset-text">${paragraphs.map((text) => html`<p class="govuk-body">${text}</p>`)}</div>`;
}

interface Shown {
  readonly pageId: string;
  readonly issues?: readonly FieldIssue[];
  readonly input?: FieldInput;
  readonly change?: string;
}

function pageBefore(response: FormResponse, pageId: string): string {
  const { pages } = route(form, response);
  const before = pages[pages.findIndex(({ id }) => id === pageId) - 1];
  return before ? `/form/${before.id}` : "/";
}

async function checkPage(visit: Visit): Promise<Response> {
  const { say, session, language } = visit;
  const markup = renderCheckAnswers(form, await responseOf(visit), {
    language,
    action: "/form/check-answers",
    hidden: { csrf: session.csrf, ...newPageKey() },
    submitLabel: say.finish,
    changeHref: (pageId, question) => `/form/${pageId}?change=${question}`,
  });
  return await page(visit, {
    title: say.checkTitle,
    main: html`${made(markup)}<p class="govuk-body">${say.finishConfirm}</p>${help(visit)}`,
  });
}

/** One page of the form. */
export async function formPage(visit: Visit, shown: Shown): Promise<Response> {
  const { pageId, issues, input, change } = shown;
  if (!mayOpen(visit, pageId)) return visit.context.redirect("/sign-in", 303);
  if (pageId === "check-answers") return await checkPage(visit);
  const { language, session } = visit;
  const response = await responseOf(visit);
  const options = {
    language,
    action: `/form/${pageId}`,
    hidden: { csrf: session.csrf, ...newPageKey() },
    ...(issues ? { issues } : {}),
    ...(input ? { input } : {}),
    ...(change === undefined ? {} : { change }),
  };
  return await page(visit, {
    title: pageHeading(form, response, pageId, options),
    hasError: issues !== undefined,
    back: pageBefore(response, pageId),
    main: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${notice(visit, pageId)}${made(renderPage(form, response, pageId, options))}${help(visit)}</div></div>`,
  });
}

async function asked(visit: Visit, types: readonly string[], key: string | undefined): Promise<void> {
  const { world, actor } = visit;
  for (const type of types) {
    const ask = { type, how: "asked", channel: "web" } as const;
    await world.journeys.recordAsk(journeyOf(visit), ask, { actor, ...askKey(key, type) });
  }
}

/** Takes the answers of one page: none where one is wrong. Sent again after a failure, they are kept as they should be. */
export async function answer(visit: Visit, pageId: string, input: FieldInput): Promise<Response> {
  const { world, actor, context } = visit;
  if (!mayOpen(visit, pageId)) return context.redirect("/sign-in", 303);
  const source: Source = { by: "person", channel: "web", at: await world.now(), organisation };
  const before = await responseOf(visit);
  const answered = answerPage(form, before, pageId, input, source);
  if (!answered.ok) return await formPage(visit, { pageId, issues: answered.issues, input });
  const journey = journeyOf(visit);
  if (pageId === "agree") await decide(visit, input["agree"] === "yes");
  const facts = pageFacts(form, answered.response, pageId);
  const known = new Set(before.answers.map(({ question }) => question));
  const questions = answered.response.answers
    .filter(({ question }) => !known.has(question))
    .map(({ question }) => question);
  const types = facts.filter(({ type }) =>
    questions.some((id) => form.questions.get(id)?.question.fact === type),
  );
  await asked(
    visit,
    types.map(({ type }) => type),
    input["key"],
  );
  if (facts.length > 0) await world.journeys.record(journey, facts, { actor });
  await world.answers.save(journey, visit.subject ?? actor.id, answered.response);
  return await goOn(visit);
}

/** Tells the person that the answers are in, where they can be reached. The journey is finished either way. */
async function tell(visit: Visit, { answers }: FormResponse): Promise<void> {
  const { world, actor, language, subject } = visit;
  const valueFor = (id: string) => answers.find(({ question }) => question === id)?.value;
  const [to, name] = [valueFor("email"), valueFor("full-name")];
  if (typeof to !== "string" || typeof name !== "string" || subject === undefined) return;
  const template = { template: "answers-dealt-with", templateVersion: 1 } as const;
  const request = { ...template, subject, to, language, data: { name } };
  try {
    await world.notifications.send(request, { actor, idempotencyKey: journeyOf(visit) });
  } catch (error) {
    if (!isThroughlineError(error, "notify/invalid-address")) throw error;
  }
}

/** Finishes the journey on the web. */
export async function finish(visit: Visit): Promise<Response> {
  const { world, actor, say } = visit;
  const journey = journeyOf(visit);
  if (visit.subject === undefined) return visit.context.redirect("/sign-in", 303);
  const response = await responseOf(visit);
  if (!submit(form, response).ok) return await goOn(visit);
  await world.journeys.finish(journey, { actor, idempotencyKey: journey });
  await tell(visit, response);
  return await page(visit, {
    title: say.doneTitle,
    main: html`<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">${say.doneTitle}</h1></div>
<p class="govuk-body">${say.doneText}</p>
<p class="govuk-body"><a class="govuk-link" href="/your-data">${say.yourData}</a></p>`,
  });
}
