import { type Fact, type FactTypeId, factSchema } from "@throughline/core";
import * as z from "zod";
import { type Foundation, parsed } from "./foundation.js";

/** Facts that fit the catalogue, and those of their types of which a person has several. */
export interface CheckedFacts {
  /** The facts. */
  readonly facts: readonly Fact[];
  /** The types whose facts stand side by side. */
  readonly several: readonly FactTypeId[];
}

const factsSchema: z.ZodType<readonly Fact[]> = z.array(factSchema).max(100);

/**
 * Checks facts that come from outside.
 *
 * @throws JourneyError `journey/invalid-input`; CoreError `core/unknown-fact-type`, `core/invalid-fact`.
 */
export function checkedFacts({ catalogue }: Foundation, input: readonly Fact[]): CheckedFacts {
  const facts = parsed(factsSchema, input).map((fact) => ({
    ...fact,
    value: catalogue.checkFact(fact.type, fact.value),
  }));
  const types = [...new Set(facts.map(({ type }) => type))];
  return { facts, several: types.filter((type) => catalogue.factType(type).mergeClass === "append") };
}

/** Tells whether a weak person check must not open a type: special categories, criminal offences, and what is unknown. */
export function isSensitive({ catalogue }: Pick<Foundation, "catalogue">, type: FactTypeId): boolean {
  return !catalogue.knows(type) || catalogue.factType(type).sensitivity !== "standard";
}
