import type { IdentityErrorCode } from "../errors.js";
import type { Judgement, Rule } from "./profile.js";

/** What a place may expect of who signed in, and when. */
export interface SignInExpectation {
  /** The subject that a journey began with. */
  readonly expectedSubject?: string;
  /** Longest time since the sign-in, in seconds. */
  readonly maxAgeSeconds?: number;
}

interface SignInClaims {
  readonly sub: string;
  readonly iat: number;
  readonly auth_time?: number;
}

type SignIn = Judgement<SignInClaims, SignInExpectation>;

const code = (name: IdentityErrorCode) => name;

function isTooOld({ claims, expectation, now, toleranceSeconds }: SignIn): boolean {
  const { auth_time: at } = claims;
  if (at === undefined || expectation.maxAgeSeconds === undefined) return false;
  return now - at > expectation.maxAgeSeconds + toleranceSeconds;
}

/**
 * When the sign-in was. It is not after the token was made, and it is told where it is asked for (OpenID Connect Core 1.0
 * section 3.1.3.7, steps 12 and 13).
 */
export const signInRules: readonly Rule<SignInClaims, SignInExpectation>[] = [
  [code("identity/invalid-claims"), ({ claims }) => (claims.auth_time ?? claims.iat) > claims.iat],
  [
    code("identity/invalid-claims"),
    ({ claims, expectation }) => expectation.maxAgeSeconds !== undefined && claims.auth_time === undefined,
    () => ({ claims: ["auth_time"] }),
  ],
];

/** Who signed in, and how long ago. */
export const continuityRules: readonly Rule<SignInClaims, SignInExpectation>[] = [
  [
    code("identity/subject-changed"),
    ({ claims, expectation }) => (expectation.expectedSubject ?? claims.sub) !== claims.sub,
  ],
  [code("identity/authentication-too-old"), isTooOld],
];
