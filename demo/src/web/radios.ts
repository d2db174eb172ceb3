import { html } from "hono/html";
import type { Html } from "./layout.js";

/** One choice out of a few. */
export interface RadioGroup {
  /** Name of the field, and id of its first button: an error summary leads there. */
  readonly name: string;
  /** The question. */
  readonly legend: string;
  /** Help below it. */
  readonly hint?: string;
  /** What was wrong, with the word for error before it. */
  readonly error?: { readonly word: string; readonly message: string };
  /** Values with their labels. */
  readonly options: readonly (readonly [value: string, label: string])[];
}

/** An error message beside its field (GOV.UK Design System). */
export function errorMessage(id: string, { word, message }: NonNullable<RadioGroup["error"]>): Html {
  return html`<p id="${id}" class="govuk-error-message"><span class="govuk-visually-hidden">${word}:</span> ${message}</p>`;
}

/** Radio buttons (GOV.UK Design System), with hint and error tied to the group. */
export function radioGroup({ name, legend, hint, error, options }: RadioGroup): Html {
  const described = [hint ? `${name}-hint` : "", error ? `${name}-error` : ""]
    .filter((id) => id !== "")
    .join(" ");
  const buttons = options.map(([value, label], index) => {
    const id = index === 0 ? name : `${name}-${index + 1}`;
    return html`<div class="govuk-radios__item">
<input class="govuk-radios__input" id="${id}" name="${name}" type="radio" value="${value}">
<label class="govuk-label govuk-radios__label" for="${id}">${label}</label></div>`;
  });
  return html`<div class="govuk-form-group${error ? " govuk-form-group--error" : ""}">
<fieldset class="govuk-fieldset"${described ? html` aria-describedby="${described}"` : ""}>
<legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${legend}</legend>
${hint ? html`<div id="${name}-hint" class="govuk-hint">${hint}</div>` : ""}${error ? errorMessage(`${name}-error`, error) : ""}
<div class="govuk-radios">${buttons}</div></fieldset></div>`;
}
