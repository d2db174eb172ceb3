import type { Assurance } from "@throughline/core";
import type { AssuranceRequirement } from "../assurance.js";
import {
  type IdentityClaims,
  type IdentityExpectation,
  identityClaims,
  identityTokenType,
} from "../model.js";
import type { Expectation, Profile } from "./profile.js";
import { continuityRules, signInRules } from "./rules.js";

/** What a place expects of an identity token, its own name among it. */
export type IdentityTokenExpectation = IdentityExpectation & Expectation;

/**
 * Our own identity token: a JWT access token (RFC 9068) that says which party acts, and how sure its issuer is of it.
 *
 * @param satisfies - Compares assurance.
 * @param maxLifetimeSeconds - Longest lifetime that is believed, in seconds.
 */
export function identityTokenProfile(
  satisfies: (got: Assurance | undefined, needed: AssuranceRequirement) => boolean,
  maxLifetimeSeconds: number,
): Profile<IdentityClaims, IdentityTokenExpectation> {
  return {
    name: "identity token",
    types: [identityTokenType],
    claims: identityClaims,
    maxLifetimeSeconds,
    rules: [
      ...signInRules,
      [
        "identity/actor-not-allowed",
        ({ claims, expectation }) => expectation.kinds?.includes(claims.kind) === false,
      ],
      ...continuityRules,
      [
        "identity/assurance-insufficient",
        ({ claims, expectation: { require } }) =>
          require !== undefined && !satisfies(claims.assurance, require),
        ({ expectation }) => ({ ...expectation.require }),
      ],
    ],
  };
}
