import type { DatePart } from "../issue.js";
import type { DateQuestion } from "../question.js";
import { fieldOf } from "../questions/behaviour.js";
import { dateParts, dateField as fieldName } from "../questions/date.js";
import { words } from "../words.js";
import { type FieldContext, type FieldRenderer, grouped } from "./field.js";
import { attributes, type Fragment, html } from "./html.js";
import { autocompleteFor } from "./text-fields.js";

const widths: Readonly<Record<DatePart, string>> = { day: "2", month: "2", year: "4" };

function item(context: FieldContext<DateQuestion>, part: DatePart): Fragment {
  const { question, language, values, faults } = context;
  const name = fieldName(question, part);
  const wrong = faults.some((fault) => fault.fields.includes(name));
  const birthday = question.autocomplete === "bday" ? `bday-${part}` : undefined;
  const input = attributes({
    class: `govuk-input govuk-date-input__input govuk-input--width-${widths[part]}${wrong ? " govuk-input--error" : ""}`,
    id: name,
    name,
    type: "text",
    value: fieldOf(values, name),
    autocomplete: autocompleteFor(context, birthday),
    inputmode: "numeric",
  });
  return html`<div class="govuk-date-input__item">
<div class="govuk-form-group">
<label class="govuk-label govuk-date-input__label" for="${name}">${words[part][language]}</label>
<input${input}>
</div>
</div>
`;
}

/** A date: GOV.UK date input. */
export const dateField: FieldRenderer<DateQuestion> = {
  render(context) {
    const items = dateParts.map((part) => item(context, part));
    return grouped(
      context,
      html`<div class="govuk-date-input" id="${context.question.id}">
${items}</div>
`,
    );
  },
};
