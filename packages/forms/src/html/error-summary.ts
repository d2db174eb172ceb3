import type { Language } from "../language.js";
import { words } from "../words.js";
import type { Told } from "./field.js";
import { type Fragment, html } from "./html.js";

/** Everything that is wrong, each a link to its first field, in the words that stand beside the field. */
export function errorSummary(faults: readonly Told[], language: Language): Fragment | undefined {
  if (faults.length === 0) return undefined;
  const items = faults.map(
    ({ fields, message }) => html`<li><a href="#${fields[0]}">${message}</a></li>
`,
  );
  return html`<div class="govuk-error-summary" data-module="govuk-error-summary" lang="${language}">
<div role="alert">
<h2 class="govuk-error-summary__title">${words.problem[language]}</h2>
<div class="govuk-error-summary__body">
<ul class="govuk-list govuk-error-summary__list">
${items}</ul>
</div>
</div>
</div>
`;
}
