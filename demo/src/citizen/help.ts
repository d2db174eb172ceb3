import { html } from "hono/html";
import { officers } from "../department.js";
import { offerTo } from "../offers.js";
import { errorSummary } from "../web/layout.js";
import { radioGroup } from "../web/radios.js";
import { journeyOf, page, type Visit } from "./visit.js";

const ways = ["phone", "office"] as const;

/** Where a person chooses how to carry on. */
export function helpPage(visit: Visit, hasError = false): Response | Promise<Response> {
  const { say, session } = visit;
  const labels = { phone: say.helpPhone, office: say.helpOffice };
  const choice = radioGroup({
    name: "way",
    legend: say.helpQuestion,
    options: ways.map((way) => [way, labels[way]] as const),
    ...(hasError ? { error: { word: say.error, message: say.helpError } } : {}),
  });
  return page(visit, {
    title: say.helpTitle,
    hasError,
    back: "/form",
    main: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${hasError ? errorSummary(say.problem, say.helpError, "way") : ""}
<h1 class="govuk-heading-l">${say.helpTitle}</h1>
<p class="govuk-body">${say.helpIntro}</p>
<form method="post" action="/help" novalidate><input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="key" value="${crypto.randomUUID()}">
${choice}
<button class="govuk-button">${say.helpGet}</button></form></div></div>`,
  });
}

/** Offers the journey and shows the code: in this answer and never again. */
export async function offer(visit: Visit, way: string, key: string): Promise<Response> {
  const { world, say, actor, language, subject, context } = visit;
  if (subject === undefined) return context.redirect("/sign-in", 303);
  const receiver = officers.find(({ presence }) => presence.kind === (way === "office" ? "desk" : "call"));
  if (!receiver || !ways.some((known) => known === way)) return await helpPage(visit, true);
  const { code } = await offerTo(world, receiver, {
    journeyId: journeyOf(visit),
    language,
    actor,
    idempotencyKey: key,
  });
  return await page(visit, {
    title: say.codeTitle,
    main: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${say.codeTitle}</h1>
<p class="govuk-body-l">${way === "office" ? say.codeVisit : say.codeCall}</p>
<div class="tl-code"><p class="govuk-body">${say.codeUse}</p><strong class="tl-code__digits">${code}</strong></div>
<p class="govuk-body">${say.codeOnce} ${receiver.place[language]}.</p>
<p class="govuk-body">${say.codeNever} ${say.codeLost}</p>
<p class="govuk-body"><a class="govuk-link" href="/your-data">${say.yourData}</a></p></div></div>`,
  });
}
