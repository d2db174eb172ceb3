import { errorId } from "../element-ids.js";
import type { AddressQuestion } from "../question.js";
import { type AddressPart, addressParts, addressField as fieldName } from "../questions/address.js";
import { fieldOf } from "../questions/behaviour.js";
import { words } from "../words.js";
import { errorMessage, type FieldContext, type FieldRenderer, formGroup, grouped } from "./field.js";
import { attributes, type Fragment, html } from "./html.js";
import { autocompleteFor } from "./text-fields.js";

interface Shape {
  readonly autocomplete: string;
  readonly width: string;
}

const shapes: Readonly<Record<AddressPart, Shape>> = {
  "line-1": { autocomplete: "address-line1", width: "" },
  "line-2": { autocomplete: "address-line2", width: "" },
  town: { autocomplete: "address-level2", width: " govuk-!-width-two-thirds" },
  postcode: { autocomplete: "postal-code", width: " govuk-input--width-10" },
};

function item(context: FieldContext<AddressQuestion>, part: AddressPart): Fragment {
  const { question, language, values, faults } = context;
  const name = fieldName(question, part);
  const own = faults.find((fault) => fault.fields.length === 1 && fault.fields[0] === name);
  const wrong = faults.some((fault) => fault.fields.includes(name));
  const { autocomplete, width } = shapes[part];
  const input = attributes({
    class: `govuk-input${width}${wrong ? " govuk-input--error" : ""}`,
    id: name,
    name,
    type: "text",
    value: fieldOf(values, name),
    "aria-describedby": own && errorId(name),
    autocomplete: autocompleteFor(context, question.autocomplete && autocomplete),
  });
  return formGroup(
    own !== undefined,
    html`<label class="govuk-label" for="${name}">${words[part][language]}</label>
${own && errorMessage(errorId(name), own.message, language)}<input${input}>`,
  );
}

/** An address: GOV.UK addresses pattern, several text inputs. */
export const addressField: FieldRenderer<AddressQuestion> = {
  render: (context) => grouped(context, html`${addressParts.map((part) => item(context, part))}`),
};
