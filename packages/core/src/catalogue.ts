import { addressFacts } from "./catalogue/address.js";
import { caringFacts } from "./catalogue/caring.js";
import { contactFacts } from "./catalogue/contact.js";
import { educationFacts } from "./catalogue/education.js";
import { type FactType, factSensitivities, mergeClasses } from "./catalogue/fact-type.js";
import { healthFacts } from "./catalogue/health.js";
import { householdFacts } from "./catalogue/household.js";
import { housingFacts } from "./catalogue/housing.js";
import { incomeFacts } from "./catalogue/income.js";
import { personFacts } from "./catalogue/person.js";
import { workFacts } from "./catalogue/work.js";
import { CoreError } from "./errors.js";
import type { FactTypeId } from "./fact.js";
import type { JsonValue } from "./json.js";

/** The kinds of fact that a deployment knows. */
export interface Catalogue {
  /** All of them, in the order in which they were published. */
  readonly types: readonly FactType[];
  /** Tells whether there is a type of this name. */
  knows(id: FactTypeId): boolean;
  /** The type of this name. Throws `core/unknown-fact-type`. */
  factType(id: FactTypeId): FactType;
  /**
   * The value, once it was found to fit its type. Throws `core/unknown-fact-type`, and `core/invalid-fact` with the paths
   * of what does not fit, never a value.
   */
  checkFact(id: FactTypeId, value: unknown): JsonValue;
}

/** How a department adds fact types of its own. */
export interface CatalogueOptions {
  /** Two to twenty lower-case letters, digits and hyphens that are the department's: `wac`. */
  readonly prefix: string;
  /** Its types, each under the prefix: `wac:benefit.reference`. */
  readonly types: readonly FactType[];
  /** What it adds to. Default: the published catalogue. */
  readonly base?: Catalogue;
}

const idForm = /^(?:[a-z][a-z0-9-]{1,19}:)?[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/;

function unknown(id: FactTypeId): never {
  // A name that nobody gave may be anything, so only one that could be a name is repeated.
  throw new CoreError("core/unknown-fact-type", {
    details: idForm.test(id) && id.length <= 100 ? { type: id } : {},
  });
}

function catalogueOf(given: readonly FactType[]): Catalogue {
  const types = Object.freeze(given.map((type) => Object.freeze({ ...type })));
  const byId = new Map(types.map((type) => [type.id, type]));
  const factType = (id: FactTypeId): FactType => byId.get(id) ?? unknown(id);
  return Object.freeze({
    types,
    knows: (id: FactTypeId) => byId.has(id),
    factType,
    checkFact: (id: FactTypeId, value: unknown) => {
      const parsed = factType(id).schema.safeParse(value);
      if (parsed.success) return parsed.data;
      const paths = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))].slice(0, 20);
      throw new CoreError("core/invalid-fact", { details: { type: id, paths } });
    },
  });
}

/** The catalogue that is published with this release, for `schemas/fact-catalogue.v1.json`. */
export const catalogue: Catalogue = catalogueOf([
  ...personFacts,
  ...contactFacts,
  ...addressFacts,
  ...householdFacts,
  ...workFacts,
  ...educationFacts,
  ...healthFacts,
  ...housingFacts,
  ...incomeFacts,
  ...caringFacts,
]);

function checkOwn(type: FactType, prefix: string): void {
  const { id, title, sensitivity, mergeClass } = type;
  if (!idForm.test(id) || id.length > 100) throw new RangeError(`Not a name of a fact type: ${id}`);
  if (!id.startsWith(`${prefix}:`))
    throw new RangeError(`A type of your own stands under your prefix: ${prefix}:${id}`);
  if (!title.en.trim() || !title.cy.trim())
    throw new RangeError(`A fact type has a title in each language: ${id}`);
  if (!factSensitivities.includes(sensitivity)) throw new RangeError(`The sensitivity is not known: ${id}`);
  if (!mergeClasses.includes(mergeClass)) throw new RangeError(`The merge class is not known: ${id}`);
}

/** A catalogue with a department's own types beside those of another. Throws `RangeError` where a type means nothing. */
export function createCatalogue({ prefix, types, base = catalogue }: CatalogueOptions): Catalogue {
  if (!/^[a-z][a-z0-9-]{1,19}$/.test(prefix))
    throw new RangeError("A prefix has 2 to 20 of a-z 0-9 - after a letter.");
  for (const type of types) checkOwn(type, prefix);
  const all = [...base.types, ...types];
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice) throw new RangeError(`There are two fact types of this name: ${twice.id}`);
  return catalogueOf(all);
}

/** The type of this name in the published catalogue. Throws `core/unknown-fact-type`. */
export function factType(id: FactTypeId): FactType {
  return catalogue.factType(id);
}

/** The value, once it was found to fit its type in the published catalogue. Errors as {@link Catalogue.checkFact}. */
export function checkFact(id: FactTypeId, value: unknown): JsonValue {
  return catalogue.checkFact(id, value);
}
