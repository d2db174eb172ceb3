import * as z from "zod";
import type { Fields } from "./fields.js";
import { instantSchema } from "./instant.js";
import type { Instant, JsonValue } from "./json.js";
import { type Source, sourceSchema } from "./source.js";

/** The name of a fact type in the catalogue: `person.date-of-birth`; a department's own under its prefix: `wac:benefit.reference`. */
export type FactTypeId = string;

/** How sure we are that a fact is true, weakest first. */
export const factAssurances = [
  "stated",
  "paper-unverified",
  "corroborated",
  "evidenced",
  "authoritative",
] as const;

/** How sure we are that a fact is true. */
export type FactAssurance = (typeof factAssurances)[number];

/** Something known about a person, with where it comes from. */
export interface Fact<Value extends JsonValue = JsonValue> {
  /** Its type in the catalogue. */
  readonly type: FactTypeId;
  /** Its value, of the shape that the catalogue gives the type. */
  readonly value: Value;
  /** How sure we are that it is true. */
  readonly assurance: FactAssurance;
  /** Where it comes from. */
  readonly source: Source;
  /** When it was true. */
  readonly observedAt: Instant;
  /** When it stops being usable without asking again. Absent: it does not. */
  readonly validUntil?: Instant;
}

/** Schema of {@link Fact}; the value is checked by the catalogue. */
export const factSchema: z.ZodType<Fact> = z.strictObject({
  type: z.string().min(1).max(100),
  value: z.json(),
  assurance: z.enum(factAssurances),
  source: sourceSchema,
  observedAt: instantSchema,
  validUntil: instantSchema.exactOptional(),
} satisfies Fields<Fact>);
