import { hintId, optionId } from "../element-ids.js";
import type { Option, RadiosQuestion, YesNoQuestion } from "../question.js";
import { fieldOf } from "../questions/behaviour.js";
import { optionsOf } from "../questions/choice.js";
import { type FieldContext, type FieldRenderer, grouped } from "./field.js";
import { attributes, type Fragment, html } from "./html.js";

type Choice = RadiosQuestion | YesNoQuestion;

function item(context: FieldContext<Choice>, option: Option, index: number): Fragment {
  const { question, language, values } = context;
  const id = optionId(question, index);
  const hint = hintId(`${id}-item`);
  const input = attributes({
    class: "govuk-radios__input",
    id,
    name: question.id,
    type: "radio",
    value: option.value,
    checked: fieldOf(values, question.id) === option.value ? "" : undefined,
    "aria-describedby": option.hint && hint,
  });
  return html`<div class="govuk-radios__item">
<input${input}>
<label class="govuk-label govuk-radios__label" for="${id}">${option.label[language]}</label>
${
  option.hint &&
  html`<div id="${hint}" class="govuk-hint govuk-radios__hint">${option.hint[language]}</div>
`
}</div>
`;
}

/** One choice: GOV.UK radios; yes and no stand side by side. */
export const choiceField: FieldRenderer<Choice> = {
  render(context) {
    const inline = context.question.type === "yes-no" ? " govuk-radios--inline" : "";
    const items = optionsOf(context.question).map((option, index) => item(context, option, index));
    return grouped(
      context,
      html`<div class="govuk-radios${inline}" data-module="govuk-radios">
${items}</div>
`,
    );
  },
};
