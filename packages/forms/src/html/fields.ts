import type { Question, QuestionType } from "../question.js";
import { addressField } from "./address-field.js";
import { choiceField } from "./choice-field.js";
import { dateField } from "./date-field.js";
import type { FieldContext, FieldRenderer } from "./field.js";
import type { Fragment } from "./html.js";
import { longTextField, textField } from "./text-fields.js";

const renderers: Readonly<Record<QuestionType, FieldRenderer<Question>>> = {
  text: textField,
  "long-text": longTextField,
  date: dateField,
  radios: choiceField,
  "yes-no": choiceField,
  address: addressField,
};

/** Draws one question. */
export function renderField(context: FieldContext): Fragment {
  return renderers[context.question.type].render(context);
}
