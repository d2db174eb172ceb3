import { type Fact, factType } from "@throughline/core";
import { answerInLine } from "@throughline/forms";
import type { TimelineEntry } from "@throughline/journey";
import { html } from "hono/html";
import { officers } from "../department.js";
import { form } from "../form.js";
import { purposes } from "../purposes.js";
import { type Html, summaryRow } from "../web/layout.js";
import { whatHappened, when } from "./happenings.js";
import { journeyOf, page, type Visit } from "./visit.js";

function valueInWords(fact: Fact, { language }: Visit): string {
  const placed = [...form.questions.values()].find(({ question }) => question.fact === fact.type);
  return placed ? answerInLine(placed.question, fact.value as never, language) : "";
}

function factRow(visit: Visit, fact: Fact): Html {
  const { say, language } = visit;
  const who = fact.source.recordedBy === undefined ? say.you : say.anOfficer;
  const told = `${say.told} ${who}, ${when(fact.source.at, language)}`;
  return summaryRow(
    factType(fact.type).title[language],
    html`${valueInWords(fact, visit)}<br><span class="govuk-hint govuk-!-font-size-16">${told}</span>`,
  );
}

async function consentPart(visit: Visit, subject: string): Promise<Html> {
  const { world, say, language, session } = visit;
  const records = await world.consent.ofSubject(subject);
  const labels: Readonly<Record<string, string>> = {
    given: say.given,
    refused: say.refused,
    withdrawn: say.withdrawnStatus,
    expired: say.expired,
  };
  const rows = records.map(({ status, standing }) => {
    const stop = html`<form method="post" action="/withdraw"><input type="hidden" name="csrf" value="${session.csrf}">
<button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0">${say.withdraw}</button></form>`;
    return summaryRow(
      purposes.adapt.title[language] ?? "",
      `${labels[status] ?? say.other}, ${when(standing.occurredAt, language)}`,
      status === "given" ? stop : "",
    );
  });
  return rows.length === 0
    ? html`<p class="govuk-body">${say.dataNone}</p>`
    : html`<dl class="govuk-summary-list tl-facts">${rows}</dl>`;
}

/** A question that was put says no more than its answer; looking at the same again says no more than the first look. */
function telling(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const isSame = (a: TimelineEntry | undefined, b: TimelineEntry) =>
    a?.what === b.what && a.by.id === b.by.id && String(a.facts) === String(b.facts);
  return entries
    .filter(({ what }) => what !== "journey.asked")
    .filter((entry, at, all) => !isSame(all[at - 1], entry));
}

async function logPart(visit: Visit): Promise<Html> {
  const { world, say, language, actor } = visit;
  const entries = await world.journeys.timeline(journeyOf(visit), { actor });
  const rows = telling(entries).map((entry) => {
    const officer = officers.find(({ party }) => party.id === entry.by.id);
    const who = officer?.place[language] ?? (entry.by.kind === "service" ? say.department : say.you);
    const shown = (entry.facts ?? []).map((type) => factType(type).title[language].toLowerCase()).join(", ");
    return html`<li><strong>${who}</strong> ${whatHappened(entry.what, language)}${shown ? `: ${shown}` : ""}
<span class="govuk-hint govuk-!-font-size-16 govuk-!-margin-bottom-0">${when(entry.at, language)}</span></li>`;
  });
  return html`<h2 class="govuk-heading-m">${say.dataLog}</h2><ol class="govuk-list govuk-list--spaced">${rows}</ol>`;
}

/** What we know, what was agreed to, and who saw what. */
export async function yourDataPage(visit: Visit): Promise<Response> {
  const { world, say, actor, subject, context } = visit;
  if (subject === undefined) return context.redirect("/sign-in", 303);
  const { facts } = await world.journeys.get(journeyOf(visit), { actor });
  const known =
    facts.length === 0
      ? html`<p class="govuk-body">${say.dataNone}</p>`
      : html`<dl class="govuk-summary-list tl-facts">${facts.map((fact) => factRow(visit, fact))}</dl>`;
  return await page(visit, {
    title: say.dataTitle,
    back: "/form",
    main: html`<h1 class="govuk-heading-l">${say.dataTitle}</h1>
<h2 class="govuk-heading-m">${say.dataConsent}</h2>${await consentPart(visit, subject)}
<h2 class="govuk-heading-m">${say.dataFacts}</h2>${known}
${await logPart(visit)}`,
  });
}
