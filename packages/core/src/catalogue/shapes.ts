import * as z from "zod";
import { channelSchema } from "../channel.js";
import { calendarDateSchema } from "../instant.js";

/** One line of text with something on it. */
export function line(longest = 200): z.ZodType<string> {
  return z
    .string()
    .max(longest, { abort: true })
    .regex(/^(?=\s*\S)[^\p{Cc}\p{Cs}]*$/u);
}

/** Text in somebody's own words, with line breaks. */
export function words(longest = 2000): z.ZodType<string> {
  return z
    .string()
    .max(longest, { abort: true })
    .regex(/^(?=\s*\S)(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u);
}

/** A whole amount of money in the smallest unit of its currency. */
export const money: z.ZodType<{ pence: number; currency: string }> = z.strictObject({
  pence: z.int().min(0).max(100_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** A whole number of things. */
export function count(most: number): z.ZodType<number> {
  return z.int().min(0).max(most);
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(
  ...options: Words
): z.ZodType<Words[number]> {
  return z.enum(options);
}

/** A question that nobody may be pressed to answer. */
export const yesNoOrUnsaid: z.ZodType<"yes" | "no" | "prefer-not-to-say"> = choice(
  "yes",
  "no",
  "prefer-not-to-say",
);

/** Yes or no. */
export const yesNo: z.ZodType<boolean> = z.boolean();
/** ISO 8601 calendar date. */
export const day: z.ZodType<string> = calendarDateSchema;
/** One of the channels. */
export const channel: z.ZodType<string> = channelSchema;

/** ISO 3166-1 alpha-2. */
export const country: z.ZodType<string> = z.string().regex(/^[A-Z]{2}$/);

/** BCP 47, in the short forms that people are asked for. */
export const language: z.ZodType<string> = z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/);

/** RFC 5321 section 4.5.3.1 gives the length; whether it can be delivered to only a letter to it tells. */
export const email: z.ZodType<string> = z
  .string()
  .max(254, { abort: true })
  .regex(/^[^\s@\p{Cc}\p{Cs}]{1,64}@[^\s@\p{Cc}\p{Cs}]+\.[^\s@\p{Cc}\p{Cs}]+$/u);

/** As people write telephone numbers, with an extension if there is one. */
export const phone: z.ZodType<string> = z
  .string()
  .regex(/^[+(]?[0-9][0-9 ().-]{4,30}(?: ?(?:x|ext\.?) ?[0-9]{1,6})?$/);

/** A postal address. */
export const address: z.ZodType<{ lines: string[]; town: string; postcode: string; country: string }> =
  z.strictObject({
    lines: z.array(line()).min(1).max(4),
    town: line(100),
    postcode: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/),
    country,
  });
