import type { Fields } from "@throughline/core";
import { type Form, type FormDefinition, formDefinitionSchema } from "@throughline/forms";
import * as z from "zod";
import { HubError } from "../errors.js";
import { type AnyOperation, operation } from "../operation.js";
import { digestSchema } from "../shapes.js";

/** A form as it is published. */
export interface PublishedForm {
  /** The definition, plain JSON. */
  readonly definition: FormDefinition;
  /** SHA-256 of its canonical JSON (RFC 8785): the version of the form. */
  readonly hash: string;
}

const publishedForm: z.ZodType<PublishedForm> = z.strictObject({
  definition: formDefinitionSchema,
  hash: digestSchema,
} satisfies Fields<PublishedForm>);

/** Forms over HTTP. Throws `RangeError` where two forms share an id. */
export function formsOperations({ forms }: { readonly forms: readonly Form[] }): readonly AnyOperation[] {
  const byId = new Map(forms.map((form) => [form.definition.id, form]));
  if (byId.size !== forms.length) throw new RangeError("Two forms share an id.");
  return [
    operation({
      id: "getForm",
      capability: "forms",
      method: "get",
      path: "/forms/{form}",
      summary: "The published definition of a form, and its hash.",
      actors: ["person", "staff", "service"],
      answer: publishedForm,
      run: async ({ params }) => {
        const form = byId.get(params["form"] ?? "");
        if (!form) throw new HubError("hub/not-found");
        return { definition: form.definition, hash: form.hash };
      },
    }),
  ];
}
