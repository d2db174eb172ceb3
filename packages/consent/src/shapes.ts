import type { FactTypeId, OrganisationId } from "@throughline/core";
import * as z from "zod";

/** A BCP 47 language tag, for example `en` or `cy`. */
export type Language = string;

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
export type Digest = string;

/** Schema of {@link Language}. */
export const languageSchema: z.ZodType<Language> = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

/** Schema of {@link Digest}. */
export const digestSchema: z.ZodType<Digest> = z.string().regex(/^[0-9a-f]{64}$/);

/** Schema of a subject's, organisation's or party's name. */
export const nameSchema: z.ZodType<string> = z.string().min(1).max(200);

/** Schema of a purpose's id: lower-case words, joined by dots and hyphens. No wildcard fits it. */
export const purposeIdSchema: z.ZodType<string> = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/);

const factTypeForm = /^([a-z][a-z0-9-]*:)?[a-z][a-z0-9]*([.-][a-z0-9]+)*$/;

/** Tells whether no item comes twice. */
export function isSet(items: readonly string[]): boolean {
  return new Set(items).size === items.length;
}

/** Schema of a list of fact types, each once. No wildcard fits it. */
export const factTypesSchema: z.ZodType<readonly FactTypeId[]> = z
  .array(z.string().max(100).regex(factTypeForm))
  .min(1)
  .max(200)
  .refine(isSet)
  .meta({ uniqueItems: true });

/** Schema of a list of organisations, each once and by its own name: `*` names nobody. */
export const recipientsSchema: z.ZodType<readonly OrganisationId[]> = z
  .array(
    z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^*]+$/),
  )
  .min(1)
  .max(200)
  .refine(isSet)
  .meta({ uniqueItems: true });
