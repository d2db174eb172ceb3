import type * as z from "zod";

/**
 * The shape that a model's zod schema must have, so that interface and schema cannot drift apart:
 * `z.strictObject({…} satisfies Fields<Model>)`. An optional member is written `.exactOptional()`.
 */
export type Fields<Model> = { readonly [Name in keyof Model]-?: z.ZodType<Model[Name]> };
