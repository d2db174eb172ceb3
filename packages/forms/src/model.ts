import type { Fields } from "@throughline/core";
import * as z from "zod";
import { type Condition, conditionSchema, idSchema } from "./condition.js";
import { type Wording, wordingSchema } from "./language.js";
import { type Question, questionSchema } from "./question.js";

/** Id of a page, unique in its form. Fit for an address. */
export type PageId = string;

/** One page: what is asked together. */
export interface PageDefinition {
  /** Its id. `check-answers` is taken. */
  readonly id: PageId;
  /** Its heading, and its title in the browser. A page with one question is headed by the question. */
  readonly title: Wording;
  /** Its questions, in order. */
  readonly questions: readonly Question[];
  /** When it is asked. Default: always. Reads questions of earlier pages only. */
  readonly when?: Condition;
}

/** A form as it is written, stored and published: plain JSON. */
export interface FormDefinition {
  /** Version of this document. */
  readonly version: 1;
  /** The form's id: the same through all its changes. */
  readonly id: string;
  /** The form's title. */
  readonly title: Wording;
  /** Its pages, in order. */
  readonly pages: readonly PageDefinition[];
}

const page = z.strictObject({
  id: idSchema.refine((id) => id !== "check-answers"),
  title: wordingSchema,
  questions: z.array(questionSchema).min(1).max(50),
  when: conditionSchema.exactOptional(),
} satisfies Fields<PageDefinition>);

/** Schema of {@link FormDefinition}; what it cannot see (duplicates, what conditions read) `parseForm` checks. */
export const formDefinitionSchema: z.ZodType<FormDefinition> = z.strictObject({
  version: z.literal(1),
  id: idSchema,
  title: wordingSchema,
  pages: z.array(page).min(1).max(500),
} satisfies Fields<FormDefinition>);
