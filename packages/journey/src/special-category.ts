import type { FactTypeId } from "@throughline/core";

/** Beginnings of the names of fact types that are special categories of data (Article 9 UK GDPR and EU GDPR). */
const specialPrefixes = ["health.", "caring."] as const;

/**
 * Tells whether a fact type is, or may reveal, a special category of data. Who cares for whom tells of another person's
 * health, so it counts as one. Bring a stricter rule for fact types of your own.
 */
export function isSpecialCategory(type: FactTypeId): boolean {
  return specialPrefixes.some((prefix) => type.startsWith(prefix));
}
