import * as z from "zod";

/** A BCP 47 (RFC 5646) language tag, by its shape: `en`, `cy`, `en-GB`, `zh-Hant`. */
export const languageTag: z.ZodType<string> = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}$/)
  .meta({ description: "BCP 47 language tag" });

/** One line's worth of text: not blank, and without control characters, lone surrogates or line separators. */
export function textLine(maxLength: number): z.ZodType<string> {
  return z
    .string()
    .max(maxLength)
    .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]+$/u);
}

/** As {@link textLine}, but it may be empty. */
export function optionalText(maxLength: number): z.ZodType<string> {
  return z
    .string()
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]*$/u);
}

/** As {@link textLine}, but `\n` may end a line. */
export function textLines(maxLength: number): z.ZodType<string> {
  return z
    .string()
    .max(maxLength)
    .regex(/^(?=[\s\S]*\S)(?:\n|[^\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF])+$/u);
}
