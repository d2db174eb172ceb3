import * as z from "zod";
import { audience, issuer, name, seconds, subject } from "./claims.js";
import type { Expectation, Profile, RegisteredClaims } from "./profile.js";
import { continuityRules, type SignInExpectation, signInRules } from "./rules.js";

/** The claims of a JWT access token (RFC 9068 section 2.2). Others are left out. */
export interface AccessTokenClaims extends RegisteredClaims {
  /** Whose access it is. */
  readonly sub: string;
  /** When it ends, seconds since 1970. */
  readonly exp: number;
  /** The client that asked for it. */
  readonly client_id: string;
  /** Its unique id. */
  readonly jti: string;
  /** When the user signed in, seconds since 1970. */
  readonly auth_time?: number;
  /** Class of the authentication. */
  readonly acr?: string;
  /** Methods of the authentication. */
  readonly amr?: readonly string[];
  /** What it gives access to, words with a space between (RFC 8693 section 4.2). */
  readonly scope?: string;
  /** The key it is bound to (RFC 7800). */
  readonly cnf?: Readonly<Record<string, unknown>>;
}

/** What a resource expects of an access token. */
export interface AccessTokenExpectation extends Expectation, SignInExpectation {
  /** What the token must give access to, all of it. Default: nothing in particular. */
  readonly scope?: readonly string[];
}

const claims: z.ZodType<AccessTokenClaims> = z.object({
  iss: issuer,
  sub: subject,
  aud: audience,
  client_id: z.string().min(1).max(2000),
  iat: seconds,
  exp: seconds,
  nbf: seconds.exactOptional(),
  jti: name,
  auth_time: seconds.exactOptional(),
  acr: name.exactOptional(),
  amr: z.array(name).max(20).exactOptional(),
  scope: z.string().max(4000).exactOptional(),
  cnf: z.record(z.string(), z.unknown()).exactOptional(),
});

/**
 * An access token as JWT (RFC 9068 section 4). One that is bound to a key is refused: taken without a proof of the key, it
 * would be worth as much to a thief as to its owner.
 */
export const accessTokenProfile: Profile<AccessTokenClaims, AccessTokenExpectation> = {
  name: "access token",
  types: ["at+jwt"],
  claims,
  maxLifetimeSeconds: 3600,
  rules: [
    ...signInRules,
    ["identity/proof-required", ({ claims: { cnf } }) => cnf !== undefined],
    [
      "identity/insufficient-scope",
      ({ claims: { scope = "" }, expectation }) =>
        expectation.scope?.every((each) => scope.split(" ").includes(each)) === false,
      ({ expectation }) => ({ scope: [...(expectation.scope ?? [])] }),
    ],
    ...continuityRules,
  ],
};
