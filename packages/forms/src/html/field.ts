import { type Audience, askingOf } from "../audience.js";
import { errorId, hintId, knownId } from "../element-ids.js";
import type { Fault } from "../issue.js";
import type { Language } from "../language.js";
import type { Question } from "../question.js";
import type { FieldInput } from "../questions/behaviour.js";
import type { QuestionStatus } from "../route.js";
import { words } from "../words.js";
import { attributes, type Fragment, html } from "./html.js";

/** A fault with its words. */
export interface Told extends Fault {
  /** What the person reads. */
  readonly message: string;
}

/** What is needed to draw one question. */
export interface FieldContext<Q extends Question = Question> {
  readonly question: Q;
  readonly language: Language;
  readonly audience: Audience;
  readonly status: QuestionStatus;
  /** True: the question is the heading of its page. */
  readonly heading: boolean;
  /** What stands in the fields. */
  readonly values: FieldInput;
  readonly faults: readonly Told[];
}

/** Draws one question. One constant for each type of question. */
export interface FieldRenderer<Q extends Question> {
  render(context: FieldContext<Q>): Fragment;
}

/** The faults that belong to the question as a whole, not to one field in a group of fields. */
export function groupFaults({ faults, question }: FieldContext): readonly Told[] {
  return question.type === "address" ? faults.filter((fault) => fault.fields.length > 1) : faults;
}

/** The ids that describe a question, in the order in which they stand: hint, note, error. */
export function describedBy(context: FieldContext): readonly string[] {
  const { question, status } = context;
  return [
    ...(question.hint === undefined ? [] : [hintId(question.id)]),
    ...(status === "confirm" ? [knownId(question)] : []),
    ...(groupFaults(context).length === 0 ? [] : [errorId(question.id)]),
  ];
}

/** An error message: its first word is for those who do not see that it is red. */
export function errorMessage(id: string, message: string, language: Language): Fragment {
  return html`<p id="${id}" class="govuk-error-message"><span class="govuk-visually-hidden">${words.error[language]}</span> ${message}</p>
`;
}

/** What stands between a question and its fields. */
export function notes(context: FieldContext): Fragment {
  const { question, language, status } = context;
  const [fault] = groupFaults(context);
  return html`${
    question.hint &&
    html`<div id="${hintId(question.id)}" class="govuk-hint">${question.hint[language]}</div>
`
  }${
    status === "confirm"
      ? html`<div id="${knownId(question)}" class="govuk-hint">${words.alreadyKnown[language]}</div>
`
      : undefined
  }${fault && errorMessage(errorId(question.id), fault.message, language)}`;
}

/** A question of one field with its label. */
export function labelled(context: FieldContext, field: Fragment): Fragment {
  const { question, language, audience, heading } = context;
  const asking = askingOf(question, language, audience);
  const label = html`<label class="govuk-label govuk-label--${heading ? "l" : "m"}" for="${question.id}">${asking}</label>`;
  return formGroup(
    groupFaults(context).length > 0,
    html`${heading ? html`<h1 class="govuk-label-wrapper">${label}</h1>` : label}
${notes(context)}${field}`,
  );
}

/** A question of several fields in a fieldset with its legend. */
export function grouped(context: FieldContext, fields: Fragment): Fragment {
  const { question, language, audience, heading } = context;
  const asking = askingOf(question, language, audience);
  const legend = heading ? html`<h1 class="govuk-fieldset__heading">${asking}</h1>` : html`${asking}`;
  const role = question.type === "date" ? "group" : undefined;
  return formGroup(
    groupFaults(context).length > 0,
    html`<fieldset class="govuk-fieldset"${attributes({ role, "aria-describedby": describedBy(context) })}>
<legend class="govuk-fieldset__legend govuk-fieldset__legend--${heading ? "l" : "m"}">${legend}</legend>
${notes(context)}${fields}</fieldset>`,
  );
}

/** The frame around a question, or around one field of a group. */
export function formGroup(inError: boolean, content: Fragment): Fragment {
  return html`<div class="govuk-form-group${inError ? " govuk-form-group--error" : ""}">
${content}
</div>
`;
}
