import type { Assurance } from "@throughline/core";
import type { AssuranceRequirement } from "./assurance.js";
import { IdentityError, type IdentityErrorCode } from "./errors.js";
import type { IdentityClaims, IdentityExpectation, VerifiedIdentity } from "./model.js";

/** What the law of tokens takes into account. */
export interface Judgement {
  /** The claims, signature already found good. */
  readonly claims: IdentityClaims;
  /** What the place expects. */
  readonly expectation: IdentityExpectation;
  /** The service's own name. */
  readonly audience: string;
  /** Seconds since 1970. */
  readonly now: number;
  /** By how much clocks may differ, in seconds. */
  readonly toleranceSeconds: number;
  /** The longest lifetime that is believed, in seconds. */
  readonly maxLifetimeSeconds: number;
  /** Compares assurance. */
  readonly satisfies: (got: Assurance | undefined, needed: AssuranceRequirement) => boolean;
}

/** The rules, in the order in which they are applied. Each says when it is broken. */
const rules: readonly (readonly [IdentityErrorCode, (judgement: Judgement) => boolean])[] = [
  ["identity/wrong-audience", ({ claims, audience }) => claims.aud !== audience],
  ["identity/expired", ({ claims, now, toleranceSeconds }) => now >= claims.exp + toleranceSeconds],
  ["identity/not-yet-valid", ({ claims, now, toleranceSeconds }) => claims.iat > now + toleranceSeconds],
  ["identity/invalid-claims", ({ claims }) => claims.exp <= claims.iat || claims.auth_time > claims.iat],
  [
    "identity/lifetime-too-long",
    ({ claims, maxLifetimeSeconds }) => claims.exp - claims.iat > maxLifetimeSeconds,
  ],
  [
    "identity/actor-not-allowed",
    ({ claims, expectation }) => expectation.kinds?.includes(claims.kind) === false,
  ],
  [
    "identity/subject-changed",
    ({ claims, expectation }) => (expectation.expectedSubject ?? claims.sub) !== claims.sub,
  ],
  [
    "identity/authentication-too-old",
    ({ claims, expectation, now, toleranceSeconds }) =>
      now - claims.auth_time > (expectation.maxAgeSeconds ?? Number.POSITIVE_INFINITY) + toleranceSeconds,
  ],
  [
    "identity/assurance-insufficient",
    ({ claims, expectation, satisfies }) =>
      expectation.require !== undefined && !satisfies(claims.assurance, expectation.require),
  ],
];

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/**
 * Judges the claims of a token whose signature is good.
 *
 * @throws IdentityError with the code of the first rule that is broken.
 */
export function judge(judgement: Judgement): VerifiedIdentity {
  const { claims, expectation } = judgement;
  const broken = rules.find(([, isBroken]) => isBroken(judgement));
  if (broken) {
    const isAssurance = broken[0] === "identity/assurance-insufficient" && expectation.require !== undefined;
    throw new IdentityError(broken[0], isAssurance ? { details: { ...expectation.require } } : undefined);
  }
  const { kind, sub, org, unit, role, assurance } = claims;
  return {
    actor: {
      kind,
      id: sub,
      organisation: org,
      assurance,
      ...(unit === undefined ? {} : { unit }),
      ...(role === undefined ? {} : { role }),
    },
    issuer: claims.iss,
    tokenId: claims.jti,
    authenticatedAt: instant(claims.auth_time),
    expiresAt: instant(claims.exp),
  };
}
