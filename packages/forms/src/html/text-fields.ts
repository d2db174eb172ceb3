import type { AutocompleteToken, LongTextQuestion, TextQuestion } from "../question.js";
import { fieldOf } from "../questions/behaviour.js";
import { describedBy, type FieldContext, type FieldRenderer, labelled } from "./field.js";
import { attributes, html } from "./html.js";

interface Keyboard {
  readonly type: "text" | "email" | "tel";
  readonly spellcheck?: "false";
}

const keyboards: Readonly<Record<AutocompleteToken, Keyboard>> = {
  name: { type: "text", spellcheck: "false" },
  "given-name": { type: "text", spellcheck: "false" },
  "family-name": { type: "text", spellcheck: "false" },
  email: { type: "email", spellcheck: "false" },
  tel: { type: "tel", spellcheck: "false" },
  "postal-code": { type: "text", spellcheck: "false" },
  organization: { type: "text" },
  "organization-title": { type: "text" },
  off: { type: "text" },
};

/** What the browser may fill in. For staff nothing: it would fill in their own particulars. */
export function autocompleteFor(context: FieldContext, token: string | undefined): string | undefined {
  return context.audience === "web" ? token : "off";
}

function classes(context: FieldContext, component: string): string {
  return context.faults.length > 0 ? `${component} ${component}--error` : component;
}

/** One line of text: GOV.UK text input. */
export const textField: FieldRenderer<TextQuestion> = {
  render(context) {
    const { id, autocomplete } = context.question;
    const { type, spellcheck } = keyboards[autocomplete ?? "off"];
    const input = attributes({
      class: classes(context, "govuk-input"),
      id,
      name: id,
      type,
      spellcheck,
      value: fieldOf(context.values, id),
      "aria-describedby": describedBy(context),
      autocomplete: autocompleteFor(context, autocomplete),
    });
    return labelled(context, html`<input${input}>`);
  },
};

/** Several lines of text: GOV.UK textarea. The line feed after the tag is not part of the text (HTML standard). */
export const longTextField: FieldRenderer<LongTextQuestion> = {
  render(context) {
    const { id } = context.question;
    const area = attributes({
      class: classes(context, "govuk-textarea"),
      id,
      name: id,
      rows: "5",
      "aria-describedby": describedBy(context),
      autocomplete: autocompleteFor(context, undefined),
    });
    return labelled(
      context,
      html`<textarea${area}>
${fieldOf(context.values, id)}</textarea>`,
    );
  },
};
