import type { FactTypeId, JsonValue } from "@throughline/core";

/** What a form needs to know of the facts that it asks for. */
export interface FactTypes {
  /** Whether there is such a type of fact. */
  knows(type: FactTypeId): boolean;
  /** Whether a value has the shape that the type asks for. */
  fits(type: FactTypeId, value: JsonValue): boolean;
}

/** Takes every well-formed name of a fact type, a department's own prefix included, and every value. */
export const anyFactType: FactTypes = {
  knows: (type) => /^([a-z][a-z0-9-]*:)?[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/.test(type),
  fits: () => true,
};
