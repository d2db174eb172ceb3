import type * as z from "zod";
import type { FactTypeId } from "../fact.js";
import type { JsonValue } from "../json.js";

/**
 * How the law treats facts of a type: `special-category` by Article 9, `criminal-offence` by Article 10 UK GDPR and EU
 * GDPR. A type whose value may only tell of such a thing between the lines counts as if it did.
 */
export const factSensitivities = ["standard", "special-category", "criminal-offence"] as const;

/** How the law treats facts of a type. */
export type FactSensitivity = (typeof factSensitivities)[number];

/**
 * What becomes of several facts of a type: of `single` ones one holds and the others are candidates; `append` ones stand
 * side by side, each value being one of them.
 */
export const mergeClasses = ["single", "append"] as const;

/** What becomes of several facts of a type. */
export type MergeClass = (typeof mergeClasses)[number];

/** A kind of fact, as the catalogue has it. */
export interface FactType {
  /** Theme, a dot, and a name: `person.date-of-birth`; a department's own under its prefix: `wac:benefit.reference`. */
  readonly id: FactTypeId;
  /** What a person reads, in every language that a catalogue must have. */
  readonly title: {
    /** English. */
    readonly en: string;
    /** Welsh. */
    readonly cy: string;
  };
  /** The shape of the value. It checks and never changes what it is given. */
  readonly schema: z.ZodType<JsonValue>;
  /** How the law treats it. */
  readonly sensitivity: FactSensitivity;
  /** What becomes of several. */
  readonly mergeClass: MergeClass;
  /** IRI of the same notion in a public vocabulary. Absent where there is none that fits. */
  readonly vocabulary?: string;
}

/** A fact type that is neither sensitive nor one of many. */
export function plain(
  id: FactTypeId,
  en: string,
  cy: string,
  schema: FactType["schema"],
  vocabulary?: string,
): FactType {
  const base = { id, title: { en, cy }, schema, sensitivity: "standard", mergeClass: "single" } as const;
  return vocabulary === undefined ? base : { ...base, vocabulary };
}

/** The same type under Article 9. */
export function special(type: FactType): FactType {
  return { ...type, sensitivity: "special-category" };
}

/** The same type, of which a person has several. */
export function several(type: FactType): FactType {
  return { ...type, mergeClass: "append" };
}
