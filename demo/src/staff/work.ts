import { type Fact, factType, isThroughlineError, type Source } from "@throughline/core";
import {
  answerInLine,
  answerPage,
  type FieldInput,
  type FieldIssue,
  type FormResponse,
  pageFacts,
  renderPage,
} from "@throughline/forms";
import { JourneyError, type JourneyView, type Projection, type Withheld } from "@throughline/journey";
import { html } from "hono/html";
import { type Officer, officers, organisation, service } from "../department.js";
import { form } from "../form.js";
import { offerTo } from "../offers.js";
import { type Html, made, summaryRow } from "../web/layout.js";
import { askKey, newPageKey } from "../web/page-key.js";
import { channelOf, pageToAsk, responseFor } from "./asking.js";
import { type Case, caseFields, caseHref, hiddenFields, page, type Turn } from "./desk.js";

const because: Readonly<Record<Withheld["because"], string>> = {
  consent: "The person did not agree to its use. Do not ask.",
  purpose: "Not needed for this service. Do not ask.",
  assurance: "Already told. Shown only after a document was seen. Do not ask.",
};

function known(fact: Fact, { language }: Case): Html {
  const placed = [...form.questions.values()].find(({ question }) => question.fact === fact.type);
  const value = placed ? answerInLine(placed.question, fact.value as never, language) : "";
  const where = fact.source.channel === "web" ? "website" : fact.source.channel;
  return summaryRow(
    factType(fact.type).title.en,
    html`${value}<br><span class="govuk-hint govuk-!-font-size-16">Told by the person, ${where}</span>`,
  );
}

function asking(turn: Turn, officer: Officer, held: Case, shown: Shown): Html {
  if (shown.pageId === undefined) return html`<p class="govuk-body">There is nothing left to ask.</p>`;
  const markup = renderPage(form, shown.response, shown.pageId, {
    language: held.language,
    audience: channelOf(officer),
    action: "/staff/answer",
    hidden: { csrf: turn.session.csrf, ...caseFields(held), page: shown.pageId, ...newPageKey() },
    submitLabel: "Save the answer",
    ...(shown.issues ? { issues: shown.issues } : {}),
    ...(shown.input ? { input: shown.input } : {}),
  });
  return made(markup.replaceAll(/<(\/?)h1/g, "<$1h3"));
}

function actions(turn: Turn, officer: Officer, held: Case): Html {
  const others = officers.filter(({ party }) => party.id !== officer.party.id);
  const key = html`<input type="hidden" name="key" value="${crypto.randomUUID()}">`;
  const pass = others.map(
    ({ party, place }) => html`<form method="post" action="/staff/pass-on">${hiddenFields(turn, held)}${key}
<input type="hidden" name="officer" value="${party.id}">
<button class="govuk-button govuk-button--secondary">Pass on to the ${place.en}</button></form>`,
  );
  return html`<form method="post" action="/staff/complete">${hiddenFields(turn, held)}${key}
<button class="govuk-button">Finish the journey</button></form>${pass}`;
}

interface Shown {
  readonly response: FormResponse;
  readonly pageId: string | undefined;
  readonly issues?: readonly FieldIssue[];
  readonly input?: FieldInput;
}

async function draw(
  turn: Turn,
  officer: Officer,
  held: Case,
  projection: Projection,
  shown: Shown,
): Promise<Response> {
  const hidden = projection.withheld.map(({ type, because: why }) =>
    summaryRow(factType(type).title.en, because[why]),
  );
  return await page(turn, {
    title: "Work through the journey",
    hasError: shown.issues !== undefined,
    main: html`<h1 class="govuk-heading-l">Work through the journey</h1>
<div class="govuk-grid-row"><div class="govuk-grid-column-one-half">
<h2 class="govuk-heading-m">To ask</h2>${asking(turn, officer, held, shown)}
<h2 class="govuk-heading-m">When you are done</h2>${actions(turn, officer, held)}</div>
<div class="govuk-grid-column-one-half">
<h2 class="govuk-heading-m">Already known: do not ask again</h2>
<dl class="govuk-summary-list tl-facts">${projection.facts.map((fact) => known(fact, held))}</dl>
${hidden.length > 0 ? html`<h2 class="govuk-heading-m">Not shown to you</h2><dl class="govuk-summary-list tl-facts">${hidden}</dl>` : ""}</div></div>`,
  });
}

/** What is known, what is held back, and the one thing to ask next. Each look is recorded and asks consent anew. */
export async function workPage(turn: Turn, officer: Officer, held: Case): Promise<Response> {
  const { projection } = await turn.world.journeys.read(held.grant, { actor: officer.party });
  const response = responseFor(officer, held.language, projection, await turn.world.now());
  return await draw(turn, officer, held, projection, { response, pageId: pageToAsk(response, projection) });
}

/** Writes an answer down, as the person's word taken by this officer. */
export async function answer(
  turn: Turn,
  officer: Officer,
  held: Case,
  fields: FieldInput & { readonly page?: string; readonly key?: string },
): Promise<Response> {
  const { journeys } = turn.world;
  const options = { actor: officer.party, grant: held.grant };
  const { projection } = await journeys.read(held.grant, options);
  const channel = channelOf(officer);
  const now = await turn.world.now();
  const source: Source = { by: "person", channel, at: now, organisation, recordedBy: officer.party.id };
  const response = responseFor(officer, held.language, projection, now);
  const pageId = fields.page ?? "";
  const answered = answerPage(form, response, pageId, fields, source);
  if (!answered.ok) {
    return await draw(turn, officer, held, projection, {
      response,
      pageId,
      issues: answered.issues,
      input: fields,
    });
  }
  const facts = pageFacts(form, answered.response, pageId);
  for (const { type } of facts) {
    const ask = { type, how: "asked", channel } as const;
    await journeys.recordAsk(held.journeyId, ask, { ...options, ...askKey(fields["key"], type) });
  }
  if (facts.length > 0) await journeys.record(held.journeyId, facts, options);
  return turn.context.redirect(caseHref(held, "work"), 303);
}

/** Passes the journey on and gives the person a new code, shown this once. */
export async function passOn(
  turn: Turn,
  officer: Officer,
  held: Case,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const receiver = officers.find(({ party }) => party.id === fields["officer"]);
  if (!receiver) return turn.context.redirect(caseHref(held, "work"), 303);
  const { code } = await offerTo(turn.world, receiver, {
    journeyId: held.journeyId,
    language: held.language,
    actor: officer.party,
    grant: held.grant,
    idempotencyKey: fields["key"] ?? "",
  });
  return await page(turn, {
    title: "Give the person a new code",
    main: html`<h1 class="govuk-heading-l">Give the person a new code</h1>
<p class="govuk-body tl-say">Say: “Please write this down. Show it at the ${receiver.place.en}, within 24 hours.”</p>
<div class="tl-code"><p class="govuk-body">Read it aloud, four digits at a time. It is shown only this once.</p>
<strong class="tl-code__digits">${code}</strong></div>
<p class="govuk-body">You no longer hold this journey. <a class="govuk-link" href="/staff">Back to the queue</a></p>`,
  });
}

/** The journey's id comes with the request: only the one that this grant is of is written to. */
async function journeyOf({ world }: Turn, { journeyId, grant }: Case): Promise<JourneyView> {
  const journey = await world.journeys.get(journeyId, { actor: service });
  if (!journey.handoffs.some(({ handoffId }) => handoffId === grant.handoff))
    throw new JourneyError("journey/not-found");
  return journey;
}

async function notify(turn: Turn, held: Case, journey: JourneyView, officer: Officer): Promise<void> {
  const { subject, facts } = journey;
  const valueFor = (type: string) => facts.find((fact) => fact.type === type)?.value;
  const [to, name] = [valueFor("contact.email"), valueFor("person.full-name")];
  if (typeof to !== "string" || typeof name !== "string" || subject === undefined) return;
  const template = { template: "answers-dealt-with", templateVersion: 1 } as const;
  const request = { ...template, subject, to, language: held.language, data: { name } };
  try {
    const options = { actor: officer.party, idempotencyKey: held.journeyId };
    await turn.world.notifications.send(request, options);
  } catch (error) {
    if (!isThroughlineError(error, "notify/invalid-address")) throw error;
  }
}

/**
 * Finishes the journey and tells the person. Sent again after a failure it goes on where it stopped: the officer's grant ends
 * with the first commit, so what the message needs is read as the department, and nobody is shown it.
 */
export async function complete(turn: Turn, officer: Officer, held: Case, key: string): Promise<Response> {
  const journey = await journeyOf(turn, held);
  const options = { actor: officer.party, idempotencyKey: key };
  await turn.world.journeys.complete(held.grant, { finishJourney: true }, options);
  await notify(turn, held, journey, officer);
  return await page(turn, {
    title: "Finished",
    main: html`<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">Finished</h1></div>
<p class="govuk-body">If the person gave an email address, they are told. <a class="govuk-link" href="/staff">Back to the queue</a></p>`,
  });
}
