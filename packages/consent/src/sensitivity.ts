import { type FactTypeId, catalogue as published } from "@throughline/core";

/** What is asked of a fact catalogue; one of `createCatalogue` in `@throughline/core` fits. */
export interface SensitivityCatalogue {
  /** The entry of a fact type. Throws where there is none. */
  factType(id: FactTypeId): { readonly sensitivity: string };
}

/** Tells whether a fact type is more than ordinary: special category (Article 9) or criminal offence (Article 10). */
export function createSensitivity(
  catalogue: SensitivityCatalogue = published,
): (fact: FactTypeId) => boolean {
  return (fact) => catalogue.factType(fact).sensitivity !== "standard";
}
