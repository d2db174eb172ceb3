import { calendarDateSchema } from "@throughline/core";
import { type DocumentType, documentTypes, type PersonCheck } from "@throughline/journey";
import { html } from "hono/html";
import type { Officer } from "../department.js";
import { errorSummary, type Html } from "../web/layout.js";
import { errorMessage, type RadioGroup, radioGroup } from "../web/radios.js";
import { type Case, caseHref, hiddenFields, page, type Turn } from "./desk.js";

const documentNames: Readonly<Record<DocumentType, string>> = {
  passport: "Passport",
  "driving-licence": "Driving licence",
  "national-identity-card": "National identity card",
  "residence-permit": "Residence permit",
  "birth-certificate": "Birth certificate",
  "other-official": "Another official document",
};

const dateParts = ["day", "month", "year"] as const;

function dateQuestion(error: RadioGroup["error"]): Html {
  const inputs = dateParts.map(
    (part) => html`<div class="govuk-date-input__item"><div class="govuk-form-group">
<label class="govuk-label govuk-date-input__label" for="${part}">${part[0]?.toUpperCase()}${part.slice(1)}</label>
<input class="govuk-input govuk-date-input__input govuk-input--width-${part === "year" ? "4" : "2"}" id="${part}" name="${part}" type="text" inputmode="numeric" autocomplete="off"></div></div>`,
  );
  return html`<div class="govuk-form-group${error ? " govuk-form-group--error" : ""}"><p class="govuk-body tl-say">Say: “To check it is you, what is your date of birth?”</p>
<fieldset class="govuk-fieldset" role="group" aria-describedby="check-hint${error ? " check-error" : ""}">
<legend class="govuk-fieldset__legend govuk-fieldset__legend--m">What did the person say?</legend>
<div id="check-hint" class="govuk-hint">You do not see the right answer. You learn only whether it fits.</div>${error ? errorMessage("check-error", error) : ""}
<div class="govuk-date-input">${inputs}</div></fieldset></div>`;
}

function documentQuestion(error: RadioGroup["error"]): Html {
  return radioGroup({
    name: "document",
    legend: "Which document have you seen?",
    hint: "Compare the photograph or the details with the person. Only the type is kept.",
    options: documentTypes.map((type) => [type, documentNames[type]] as const),
    ...(error ? { error } : {}),
  });
}

/** The person check: on the telephone a date of birth entered blind, at a desk a document. */
export function checkPage(
  turn: Turn,
  officer: Officer,
  held: Case,
  message?: string,
): Response | Promise<Response> {
  const isDesk = officer.presence.kind === "desk";
  const error = message === undefined ? undefined : { word: "Error", message };
  return page(turn, {
    title: "Check who it is",
    hasError: message !== undefined,
    main: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${message ? errorSummary("There is a problem", message, isDesk ? "document" : "day") : ""}
<h1 class="govuk-heading-l">Check who it is</h1>
<p class="govuk-body">The person wants to carry on with <strong>Find work support</strong> in ${held.language === "cy" ? "Welsh" : "English"}.
You see their answers after this check.</p>
<form method="post" action="/staff/check" novalidate>${hiddenFields(turn, held)}
<input type="hidden" name="key" value="${crypto.randomUUID()}">
${isDesk ? documentQuestion(error) : dateQuestion(error)}
<button class="govuk-button">Continue</button></form></div></div>`,
  });
}

function personCheck(officer: Officer, fields: Readonly<Record<string, string>>): PersonCheck | undefined {
  if (officer.presence.kind === "desk") {
    const document = documentTypes.find((type) => type === fields["document"]);
    return document && { level: "P3", document };
  }
  const [day = "", month = "", year = ""] = dateParts.map((part) => (fields[part] ?? "").trim());
  const parsed = calendarDateSchema.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return parsed.success ? { level: "P1", dateOfBirth: parsed.data } : undefined;
}

/** Checks the person; if it is them, opens what the service needs and consent covers. */
export async function check(
  turn: Turn,
  officer: Officer,
  held: Case,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const given = personCheck(officer, fields);
  if (!given) {
    const missing =
      officer.presence.kind === "desk" ? "Select the document you have seen" : "Enter a real date";
    return await checkPage(turn, officer, held, missing);
  }
  const options = { actor: officer.party, idempotencyKey: fields["key"] ?? "" };
  const accepted = await turn.world.journeys.accept(held.grant, { personCheck: given }, options);
  if (!accepted.ok) {
    const left = accepted.triesLeft === 1 ? "1 try is left" : `${accepted.triesLeft} tries are left`;
    return await checkPage(turn, officer, held, `This does not fit what we know. ${left}`);
  }
  return turn.context.redirect(caseHref({ ...held, grant: accepted.grant }, "work"), 303);
}
