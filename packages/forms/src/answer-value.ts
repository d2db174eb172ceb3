import type { Fields } from "@throughline/core";
import * as z from "zod";

/** A postal address: the value of the fact type `address.current`. */
export interface Address {
  /** One to four lines above the town. */
  readonly lines: readonly string[];
  /** Town or city. */
  readonly town: string;
  /** Postcode, in capitals with one space. */
  readonly postcode: string;
  /** Country, ISO 3166-1 alpha-2. */
  readonly country: "GB";
}

const line = z.string().min(1).max(200);

/** Schema of {@link Address}. */
export const addressSchema: z.ZodType<Address> = z.strictObject({
  lines: z.array(line).min(1).max(4),
  town: line.max(100),
  postcode: z.string().min(1).max(10),
  country: z.literal("GB"),
} satisfies Fields<Address>);

/**
 * The value of an answer: text, option value or date (`2026-11-23`) as text, yes or no as a boolean, an address as an
 * object. `null`: an optional question that was left blank.
 */
export type AnswerValue = string | boolean | Address | null;

/** Schema of {@link AnswerValue}; whether it fits its question, the question's type says. */
export const answerValueSchema: z.ZodType<AnswerValue> = z.union([
  z.string().max(20_000),
  z.boolean(),
  addressSchema,
  z.null(),
]);
