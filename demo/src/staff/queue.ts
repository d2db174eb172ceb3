import { isThroughlineError } from "@throughline/core";
import type { Claimed } from "@throughline/journey";
import { html } from "hono/html";
import { when } from "../citizen/happenings.js";
import { type Officer, organisation } from "../department.js";
import { errorSummary, type Html } from "../web/layout.js";
import { errorMessage } from "../web/radios.js";
import { caseHref, hiddenFields, page, type Turn } from "./desk.js";

/** What an officer is told of a code that opens nothing. Codes that are unknown, used or run out look the same. */
const refusals: Readonly<Record<string, string>> = {
  "not-found": "This code does not open anything here. Check it with the person, or ask them for a new one",
  "journey/code-malformed": "Enter all 12 digits of the code",
  "journey/code-check": "One of the digits is wrong. Ask the person to read the code again",
  "journey/locked": "Too many codes were tried. Wait 10 minutes",
};

function audienceOf({ party, presence }: Officer) {
  return {
    organisation,
    unit: party.unit ?? "",
    channel: presence.kind === "desk" ? "office" : "phone",
  } as const;
}

async function ticketRows(turn: Turn, officer: Officer): Promise<Html> {
  const { tickets } = await turn.world.journeys.queue(
    audienceOf(officer),
    { limit: 25 },
    { actor: officer.party },
  );
  if (tickets.length === 0) return html`<p class="govuk-body">Nobody is waiting.</p>`;
  const rows = tickets.map(
    (ticket) => html`<tr class="govuk-table__row"><td class="govuk-table__cell">${ticket.service}</td>
<td class="govuk-table__cell">${ticket.language === "cy" ? "Welsh" : "English"}</td>
<td class="govuk-table__cell">${when(ticket.offeredAt, "en")}</td></tr>`,
  );
  return html`<table class="govuk-table"><caption class="govuk-table__caption govuk-visually-hidden">People waiting</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Service</th>
<th scope="col" class="govuk-table__header">Language</th><th scope="col" class="govuk-table__header">Waiting since</th></tr></thead>
<tbody class="govuk-table__body">${rows}</tbody></table>`;
}

/** The code field and the people waiting. The queue holds no personal data: only a person's code opens their case. */
export async function queuePage(turn: Turn, officer: Officer, refusal?: string): Promise<Response> {
  const message = refusal === undefined ? undefined : refusals[refusal];
  const error = message === undefined ? "" : errorMessage("code-error", { word: "Error", message });
  return await page(turn, {
    title: "Take over a journey",
    hasError: message !== undefined,
    main: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${message ? errorSummary("There is a problem", message, "code") : ""}
<h1 class="govuk-heading-l">Take over a journey</h1>
<form method="post" action="/staff/claim" novalidate>${hiddenFields(turn)}
<input type="hidden" name="claim" value="${crypto.randomUUID()}">
<div class="govuk-form-group${message ? " govuk-form-group--error" : ""}">
<label class="govuk-label govuk-label--m" for="code">What is the person’s code?</label>
<div id="code-hint" class="govuk-hint">12 digits. Ask: “Please read me your code, four digits at a time.”</div>${error}
<input class="govuk-input govuk-input--width-20 govuk-input--extra-letter-spacing" id="code" name="code" type="text" inputmode="numeric" autocomplete="off" spellcheck="false" aria-describedby="code-hint${message ? " code-error" : ""}"></div>
<button class="govuk-button">Take over</button></form>
<h2 class="govuk-heading-m">People waiting for ${officer.place.en}</h2>${await ticketRows(turn, officer)}</div></div>`,
  });
}

async function tryClaim(
  turn: Turn,
  officer: Officer,
  code: string,
  claimId: string,
): Promise<Claimed | { ok: false; reason: string }> {
  try {
    return await turn.world.journeys.claim(
      { code, claimId, presence: officer.presence },
      { actor: officer.party },
    );
  } catch (error) {
    if (isThroughlineError(error) && refusals[error.code] !== undefined)
      return { ok: false, reason: error.code };
    throw error;
  }
}

/** Takes a journey over by its code. */
export async function claim(turn: Turn, officer: Officer, code: string, claimId: string): Promise<Response> {
  const claimed = await tryClaim(turn, officer, code, claimId);
  if (!claimed.ok) return await queuePage(turn, officer, claimed.reason);
  const language = claimed.card.language === "cy" ? "cy" : "en";
  const held = { grant: claimed.grant, journeyId: claimed.journeyId, language } as const;
  return turn.context.redirect(caseHref(held, "check"), 303);
}
