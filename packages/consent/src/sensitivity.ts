import type { FactTypeId } from "@throughline/core";

/** What is asked of a fact catalogue; the one in `@throughline/core` fits. */
export interface SensitivityCatalogue {
  /** The entry of a fact type. Throws where there is none. */
  factType(id: FactTypeId): { readonly sensitivity: string };
}

/** Themes that are ordinary as long as no catalogue says otherwise. Any other theme counts as special. */
const ordinaryThemes = [
  "person",
  "contact",
  "address",
  "household",
  "work",
  "education",
  "housing",
  "income",
];

const cautious: SensitivityCatalogue = {
  factType: (id) => ({
    sensitivity: ordinaryThemes.some((theme) => id.startsWith(`${theme}.`)) ? "standard" : "special-category",
  }),
};

/** Tells whether a fact type is more than ordinary: special category (Article 9) or criminal offence (Article 10). */
export function createSensitivity(catalogue: SensitivityCatalogue = cautious): (fact: FactTypeId) => boolean {
  return (fact) => catalogue.factType(fact).sensitivity !== "standard";
}
