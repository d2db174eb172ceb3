import type { Fields, Guard, RecordId } from "@throughline/core";
import * as z from "zod";

/** Schema of a list of names, made from a table that the compiler checks for completeness. */
export function oneOf<Name extends string>(names: Readonly<Record<Name, true>>): z.ZodType<Name> {
  return z.enum(Object.keys(names) as [Name, ...Name[]]);
}

/** Schema of a subject's, organisation's or unit's name. */
export const nameSchema: z.ZodType<string> = z.string().min(1).max(200);

/** Schema of a fact type's name; the catalogue says whether there is such a type. */
export const factTypeSchema: z.ZodType<string> = z.string().min(1).max(100);

/** Schema of a language, a BCP 47 tag. */
export const languageSchema: z.ZodType<string> = z.string().min(2).max(35);

/** Schema of a SHA-256 digest. */
export const digestSchema: z.ZodType<string> = z.string().regex(/^[0-9a-f]{64}$/);

/** Schema of a record's address. */
export const recordIdSchema: z.ZodType<RecordId> = z.templateLiteral([z.string(), "/", z.string()]);

/** Schema of the guard that makes a decision binding. */
export const guardSchema: z.ZodType<Guard> = z.strictObject({
  record: recordIdSchema,
  version: z.int().min(0),
} satisfies Fields<Guard>);
