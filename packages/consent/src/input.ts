import type * as z from "zod";
import { ConsentError } from "./errors.js";

/**
 * Reads an input. Only the places of what is wrong are told, never the values.
 *
 * @throws ConsentError `consent/invalid-input`, with the members.
 */
export function parseInput<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const members = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "(input)"))];
  throw new ConsentError("consent/invalid-input", { details: { members } });
}
