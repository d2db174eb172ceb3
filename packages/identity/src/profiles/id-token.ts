import { base64url } from "jose";
import * as z from "zod";
import { type SigningAlgorithm, signingAlgorithms } from "../jws/algorithms.js";
import { audience, issuer, name, seconds, subject } from "./claims.js";
import type { Expectation, Profile, RegisteredClaims } from "./profile.js";
import { continuityRules, type SignInExpectation, signInRules } from "./rules.js";

/** The claims of an ID token (OpenID Connect Core 1.0 section 2). Others are left out. */
export interface IdTokenClaims extends RegisteredClaims {
  /** Who signed in, among all whom the issuer knows. */
  readonly sub: string;
  /** When it ends, seconds since 1970. */
  readonly exp: number;
  /** When the user signed in, seconds since 1970. */
  readonly auth_time?: number;
  /** What the sign-in was asked for with. */
  readonly nonce?: string;
  /** Class of the authentication. */
  readonly acr?: string;
  /** Methods of the authentication. */
  readonly amr?: readonly string[];
  /** The client that it was issued to. */
  readonly azp?: string;
  /** Digest of the access token. */
  readonly at_hash?: string;
  /** Digest of the code. */
  readonly c_hash?: string;
  /** Its unique id. */
  readonly jti?: string;
  /** The issuer's session. */
  readonly sid?: string;
}

/** What a sign-in expects of its ID token. */
export interface IdTokenExpectation extends Expectation, SignInExpectation {
  /** What the sign-in was asked for with; `null` where none was sent, and then the token must have none. */
  readonly nonce: string | null;
  /** The access token that came with it. Given, `at_hash` must be there and fit. */
  readonly accessToken?: string;
  /** The code that came with it. Given, `c_hash` must be there and fit. */
  readonly code?: string;
}

const text = z.string().min(1).max(2000);

const claims: z.ZodType<IdTokenClaims> = z.object({
  iss: issuer,
  sub: subject,
  aud: audience,
  iat: seconds,
  exp: seconds,
  nbf: seconds.exactOptional(),
  auth_time: seconds.exactOptional(),
  nonce: text.exactOptional(),
  acr: text.exactOptional(),
  amr: z.array(name).max(20).exactOptional(),
  azp: text.exactOptional(),
  at_hash: name.exactOptional(),
  c_hash: name.exactOptional(),
  jti: text.exactOptional(),
  sid: text.exactOptional(),
  // An event is no sign-in (OpenID Connect Back-Channel Logout 1.0 section 2.4), whatever type an issuer gives it.
  events: z.never().exactOptional(),
});

/** Left half of the digest (OpenID Connect Core 1.0 section 3.1.3.6), by the hash of the token's own algorithm. */
async function halfDigest(value: string, algorithm: SigningAlgorithm): Promise<string> {
  const { hash } = signingAlgorithms[algorithm];
  const digest = new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(value)));
  return base64url.encode(digest.subarray(0, digest.length / 2));
}

async function isBound(value: string | undefined, digest: string | undefined, algorithm: SigningAlgorithm) {
  return value === undefined || digest === (await halfDigest(value, algorithm));
}

/**
 * An ID token (OpenID Connect Core 1.0 section 3.1.3.7). Its type is `JWT`; an issuer marked `untypedIdTokens` may leave it
 * out, for that standard asks for none.
 */
export const idTokenProfile: Profile<IdTokenClaims, IdTokenExpectation> = {
  name: "ID token",
  types: ["jwt"],
  mayBeUntyped: true,
  claims,
  maxLifetimeSeconds: 3600,
  rules: [
    ...signInRules,
    [
      "identity/wrong-authorised-party",
      ({ claims: { azp }, expectation }) => (azp ?? expectation.audience) !== expectation.audience,
    ],
    ["identity/wrong-nonce", ({ claims: { nonce }, expectation }) => (nonce ?? null) !== expectation.nonce],
    ...continuityRules,
  ],
  async binding({ at_hash: atHash, c_hash: cHash }, { accessToken, code }, algorithm) {
    const isGood = (await isBound(accessToken, atHash, algorithm)) && (await isBound(code, cHash, algorithm));
    return isGood ? undefined : "identity/wrong-hash";
  },
};
