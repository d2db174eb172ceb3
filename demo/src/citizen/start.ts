import { isThroughlineError } from "@throughline/core";
import { html } from "hono/html";
import { audience, type Party, people } from "../department.js";
import { errorSummary } from "../web/layout.js";
import { radioGroup } from "../web/radios.js";
import { newAnonymous, newSession } from "../web/session.js";
import { journeyOf, page, responseOf, type Visit } from "./visit.js";

/** The start page. */
export function startPage(visit: Visit): Response | Promise<Response> {
  const { say, session } = visit;
  const button = session.journey
    ? html`<a href="/form" role="button" draggable="false" class="govuk-button">${say.startOn}</a>`
    : html`<form method="post" action="/start"><input type="hidden" name="csrf" value="${session.csrf}">
<button class="govuk-button govuk-button--start">${say.startNow}</button></form>`;
  return page(visit, {
    title: say.service,
    main: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">${say.service}</h1>
<p class="govuk-body-l">${say.startIntro}</p>
<h2 class="govuk-heading-m">${say.startBefore}</h2>
<p class="govuk-body">${say.startNeed}</p>
${button}</div></div>`,
  });
}

/** Starts a journey for somebody we do not know yet. */
export async function start(visit: Visit): Promise<Response> {
  const { world, sessions, context } = visit;
  const anonymous = visit.session.anonymous ?? newAnonymous();
  const { journeyId } = await world.journeys.start(
    { definition: { id: "work-support", version: 1 }, channel: "web" },
    { actor: { ...visit.actor, id: visit.subject ?? anonymous }, idempotencyKey: visit.session.csrf },
  );
  const unnamed = visit.subject === undefined ? { anonymous } : {};
  await sessions.write(context, { ...visit.session, ...unnamed, journey: journeyId });
  return context.redirect("/form", 303);
}

/** Where a person says who they are. */
export function signInPage(visit: Visit, hasError = false): Response | Promise<Response> {
  const { say, session } = visit;
  const accounts = radioGroup({
    name: "account",
    legend: say.account,
    options: people.map(({ name, party }) => [party.id, name] as const),
    ...(hasError ? { error: { word: say.error, message: say.accountError } } : {}),
  });
  return page(visit, {
    title: say.signInTitle,
    hasError,
    back: "/form/date-of-birth",
    main: html`${hasError ? errorSummary(say.problem, say.accountError, "account") : ""}
<h1 class="govuk-heading-l">${say.signInTitle}</h1>
<p class="govuk-body">${say.signInIntro}</p>
<form method="post" action="/sign-in" novalidate><input type="hidden" name="csrf" value="${session.csrf}">
${accounts}
<button class="govuk-button">${say.signIn}</button></form>`,
  });
}

/** Binds the journey to the person, once; later sign-ins, also after the first one ended, must be of the same person. */
async function bind(visit: Visit, party: Party): Promise<void> {
  const { world, actor } = visit;
  const journey = journeyOf(visit);
  try {
    await world.journeys.bind(journey, party.id, { actor });
  } catch (error) {
    const isBound = ["journey/already-bound", "journey/not-yours"].some((code) =>
      isThroughlineError(error, code),
    );
    if (!isBound) throw error;
    await world.journeys.get(journey, { actor: party });
  }
}

/** Signs the person in. The session is new: nothing that was planted before survives. */
export async function signIn(visit: Visit, account: string): Promise<Response> {
  const { world, sessions, context } = visit;
  const party = people.find((candidate) => candidate.party.id === account)?.party;
  if (!party) return await signInPage(visit, true);
  const journey = journeyOf(visit);
  await bind(visit, party);
  await world.answers.save(
    journey,
    party.id,
    await responseOf({ ...visit, actor: party, subject: party.id }),
  );
  const token = await world.tokens.issue({ actor: party, audience });
  await sessions.write(context, { ...newSession(), journey, token });
  return context.redirect("/form", 303);
}
