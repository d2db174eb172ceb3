import * as z from "zod";
import type { SubjectId } from "../actor.js";
import type { Fields } from "../fields.js";
import { instantSchema } from "../instant.js";
import type { Instant } from "../json.js";
import { isReserved, isSubject } from "../vault.js";
import { ErasureError } from "./errors.js";

/** Something that outlives an erasure, and the rule that demands it. */
export interface Kept {
  /** What it is, as a code: `sealed-history`, `payments-ledger`. Never free text: nothing personal can hide in a code. */
  readonly what: string;
  /** The rule, as a code: `proof`, `tax-records-act:12`. */
  readonly basis: string;
  /** When it ends, where that is known. */
  readonly until?: Instant;
}

/** What is asked for. */
export interface ErasureOrder {
  /** The person. */
  readonly subject: SubjectId;
  /**
   * Other subjects that mark the same person's data: what was told before sign-in is marked with the journey's own id.
   * Each must be proved to be hers: see `ErasureOptions.owns`. Up to 32. Default: none.
   */
  readonly aliases?: readonly SubjectId[];
  /** Why staff do it, as a code: `asked-by-letter`, `retention-ended`. Needed from staff. */
  readonly reason?: string;
  /** When the person asked, where staff enter it later. Default: now. */
  readonly askedAt?: Instant;
  /** What is kept besides the sealed history, for the receipt. Up to 32. Default: nothing. */
  readonly kept?: readonly Kept[];
}

/** A rule that forbids to erase a person for a time. */
export interface Hold {
  /** The rule or case, as a code. It is shown to whoever asks for the erasure, so it must give no secret away. */
  readonly basis: string;
  /** When it ends by itself. Absent: when it is lifted. */
  readonly until?: Instant;
}

const codeSchema = z
  .string()
  .regex(/^[a-z0-9]+([.:-][a-z0-9]+)*$/)
  .max(80);
const subjectSchema: z.ZodType<SubjectId> = z
  .string()
  .min(1)
  .max(200)
  .refine((subject) => isSubject(subject) && !isReserved(subject));

/** The subjects of one erasure: the person first, each once. */
export const subjectsSchema: z.ZodType<readonly SubjectId[]> = z
  .array(subjectSchema)
  .min(1)
  .max(33)
  .refine((subjects) => new Set(subjects).size === subjects.length);

/** Schema of {@link Kept}. */
export const keptSchema: z.ZodType<Kept> = z.strictObject({
  what: codeSchema,
  basis: codeSchema,
  until: instantSchema.exactOptional(),
} satisfies Fields<Kept>);

/** Schema of {@link ErasureOrder}. */
export const erasureOrderSchema: z.ZodType<ErasureOrder> = z.strictObject({
  subject: subjectSchema,
  aliases: z.array(subjectSchema).max(32).exactOptional(),
  reason: codeSchema.exactOptional(),
  askedAt: instantSchema.exactOptional(),
  kept: z.array(keptSchema).max(32).exactOptional(),
} satisfies Fields<ErasureOrder>);

/** Schema of {@link Hold}. */
export const holdSchema: z.ZodType<Hold> = z.strictObject({
  basis: codeSchema,
  until: instantSchema.exactOptional(),
} satisfies Fields<Hold>);

/** Checks what came from outside. Throws `erasure/invalid-input` with the names of the members, never their values. */
export function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const members = [...new Set(result.error.issues.map(({ path }) => path.join(".")))];
  throw new ErasureError("erasure/invalid-input", { details: { members } });
}

/** A person, as an input of its own. Throws `erasure/invalid-input`. */
export function parsedSubject(subject: unknown): SubjectId {
  return parsed(z.strictObject({ subject: subjectSchema }), { subject }).subject;
}

/** Every subject of an order, the person first. Throws `erasure/invalid-input` where one is named twice. */
export function subjectsOf({ subject, aliases = [] }: ErasureOrder): readonly SubjectId[] {
  return parsed(z.strictObject({ aliases: subjectsSchema }), { aliases: [subject, ...aliases] }).aliases;
}
