import type { Fields } from "@throughline/core";
import * as z from "zod";

/** The languages in which every form can be read. */
export const languages = ["en", "cy"] as const;

/** One language of a form, a BCP 47 tag. */
export type Language = (typeof languages)[number];

/** Schema of {@link Language}. */
export const languageSchema: z.ZodType<Language> = z.enum(languages);

/** The same words in every language. Plain text, never markup. */
export interface Wording {
  /** In English. */
  readonly en: string;
  /** In Welsh. */
  readonly cy: string;
}

const words = z.string().max(2000).regex(/\S/);

/** Schema of {@link Wording}: no language missing or blank. */
export const wordingSchema: z.ZodType<Wording> = z.strictObject({
  en: words,
  cy: words,
} satisfies Fields<Wording>);
