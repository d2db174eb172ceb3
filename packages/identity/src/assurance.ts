import type { Assurance } from "@throughline/core";
import { IdentityError } from "./errors.js";

/** A framework's levels, weakest first. */
export interface AssuranceFramework {
  /** Its name, as it stands in `assurance.framework`. */
  readonly id: string;
  /** Levels of authentication, weakest first. */
  readonly authentication: readonly string[];
  /** Levels of identity proofing, weakest first. */
  readonly proofing: readonly string[];
}

/** What a step needs. A value left out is not asked for. */
export interface AssuranceRequirement {
  /** The framework whose levels these are. */
  readonly framework: string;
  /** Least strength of authentication. */
  readonly authentication?: string;
  /** Least strength of identity proofing. */
  readonly proofing?: string;
}

/** The frameworks known from the start. */
export const assuranceFrameworks = {
  /** UK Good Practice Guides 44 (authentication: no, low, medium, high protection) and 45 (identity confidence). */
  gpg45: {
    id: "gpg45",
    authentication: ["none", "low", "medium", "high"],
    proofing: ["none", "low", "medium", "high", "very-high"],
  },
  /** Regulation (EU) 910/2014 article 8, one scale for both. */
  eidas: {
    id: "eidas",
    authentication: ["none", "low", "substantial", "high"],
    proofing: ["none", "low", "substantial", "high"],
  },
} as const satisfies Readonly<Record<string, AssuranceFramework>>;

function rank(levels: readonly string[], level: string): number {
  const at = levels.indexOf(level);
  if (at < 0) throw new IdentityError("identity/unknown-framework", { details: { level: "unknown" } });
  return at;
}

function reaches(levels: readonly string[], got: string, needed: string | undefined): boolean {
  return needed === undefined || levels.indexOf(got) >= rank(levels, needed);
}

/** Makes `satisfies` for a set of frameworks. Throws `RangeError` where a level stands twice. */
export function createAssurancePolicy(
  frameworks: readonly AssuranceFramework[] = Object.values(assuranceFrameworks),
): (got: Assurance | undefined, needed: AssuranceRequirement) => boolean {
  for (const { authentication, proofing } of frameworks) {
    const isOrdered = [authentication, proofing].every((levels) => new Set(levels).size === levels.length);
    if (!isOrdered) throw new RangeError("An assurance framework names each level once.");
  }
  const known = new Map(frameworks.map((framework) => [framework.id, framework]));
  return (got, needed) => {
    const framework = known.get(needed.framework);
    if (!framework) throw new IdentityError("identity/unknown-framework");
    const authentication = got?.framework === framework.id ? got.authentication : "";
    const proofing = got?.framework === framework.id ? got.proofing : "";
    return (
      reaches(framework.authentication, authentication, needed.authentication) &&
      reaches(framework.proofing, proofing, needed.proofing)
    );
  };
}
