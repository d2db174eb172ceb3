import * as z from "zod";
import type { Fields } from "./fields.js";

/**
 * How sure we are of someone. Two values that are never mixed: how strongly the session was authenticated, and how well
 * the identity behind it was proven. Both are levels of a named framework; an unknown level satisfies nothing.
 */
export interface Assurance {
  /** The framework whose levels these are, for example `gpg45` or `eidas`. */
  readonly framework: string;
  /** Strength of this authentication, a level of the framework. */
  readonly authentication: string;
  /** Strength of identity proofing, a level of the framework. */
  readonly proofing: string;
}

/** Schema of {@link Assurance}. */
export const assuranceSchema: z.ZodType<Assurance> = z.strictObject({
  framework: z.string().min(1).max(40),
  authentication: z.string().min(1).max(40),
  proofing: z.string().min(1).max(40),
} satisfies Fields<Assurance>);
