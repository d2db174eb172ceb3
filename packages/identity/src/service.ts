import { type AssuranceFramework, createAssurancePolicy } from "./assurance.js";
import type { PublicJwk } from "./jws/public-jwk.js";
import { signCompact } from "./jws/sign.js";
import { type KeyRing, ringOf } from "./keys/ring.js";
import type { SigningKey } from "./keys/signing-key.js";
import {
  type IdentityClaims,
  type IdentityExpectation,
  type IdentityInput,
  identityClaims,
  identityTokenType,
  type VerifiedIdentity,
} from "./model.js";
import { identityTokenProfile } from "./profiles/identity-token.js";
import { createReader, epochSeconds, parseClaims, type ReaderOptions, within } from "./reader.js";

/** How a token issuer is made. */
export interface TokenIssuerOptions {
  /** Value of `iss`. */
  readonly issuer: string;
  /** The key that signs, or a ring of keys that take over from one another. */
  readonly key: SigningKey | KeyRing;
  /** For how long a token is good, 30 to 3,600 seconds. Default 300. */
  readonly lifetimeSeconds?: number;
  /** The clock. Default: the machine's. */
  readonly clock?: () => Date;
}

/** Issues identity tokens. */
export interface TokenIssuer {
  /** Value of `iss`. */
  readonly issuer: string;
  /** A signed identity token for a party that the caller has verified. Throws `identity/invalid-claims`. */
  issue(input: IdentityInput): Promise<string>;
  /** The public keys, a JWK set (RFC 7517 section 5). */
  jwks(): { readonly keys: readonly PublicJwk[] };
}

/** How a token verifier is made. */
export interface TokenVerifierOptions extends ReaderOptions {
  /** This service's own name: the only `aud` that is accepted. */
  readonly audience: string;
  /** Longest lifetime that is believed, in seconds. Default 3,600. */
  readonly maxLifetimeSeconds?: number;
  /** Frameworks of assurance. Default: GPG 45 and eIDAS. */
  readonly frameworks?: readonly AssuranceFramework[];
}

/** Verifies identity tokens. */
export interface TokenVerifier {
  /** The party behind a token. Throws {@link IdentityError}, whose code says which rule was broken. */
  verify(token: string, expectation?: IdentityExpectation): Promise<VerifiedIdentity>;
}

function claimsOf(input: IdentityInput, issuer: string, now: number, lifetime: number): IdentityClaims {
  const { actor, audience, clientId, authenticatedAt } = input;
  return {
    ver: 1,
    iss: issuer,
    sub: actor.id,
    aud: audience,
    client_id: clientId ?? audience,
    iat: now,
    exp: now + lifetime,
    jti: crypto.randomUUID(),
    auth_time: authenticatedAt === undefined ? now : epochSeconds(new Date(authenticatedAt)),
    kind: actor.kind,
    org: actor.organisation,
    ...(actor.unit === undefined ? {} : { unit: actor.unit }),
    ...(actor.role === undefined ? {} : { role: actor.role }),
    assurance: actor.assurance,
  };
}

function verified(claims: IdentityClaims): VerifiedIdentity {
  const { kind, sub, org, unit, role, assurance } = claims;
  const place = { ...(unit !== undefined && { unit }), ...(role !== undefined && { role }) };
  return {
    actor: { kind, id: sub, organisation: org, assurance, ...place },
    issuer: claims.iss,
    tokenId: claims.jti,
    authenticatedAt: new Date(claims.auth_time * 1000).toISOString(),
    expiresAt: new Date(claims.exp * 1000).toISOString(),
  };
}

/** Issues identity tokens (JWT access tokens, RFC 9068) with assurance. */
export function createTokenIssuer(options: TokenIssuerOptions): TokenIssuer {
  const { issuer, key, clock = () => new Date() } = options;
  const ring = ringOf(key);
  const lifetime = within("lifetimeSeconds", options.lifetimeSeconds ?? 300, 30, 3600);
  return {
    issuer,
    async issue(input) {
      const claims = parseClaims(identityClaims, claimsOf(input, issuer, epochSeconds(clock()), lifetime));
      return await signCompact(ring.active(), identityTokenType, claims);
    },
    jwks: () => ring.jwks(),
  };
}

/** Verifies identity tokens of trusted issuers for one audience. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { audience, frameworks } = options;
  const reader = createReader(options);
  const maxLifetimeSeconds = within("maxLifetimeSeconds", options.maxLifetimeSeconds ?? 3600, 30, 86_400);
  const profile = identityTokenProfile(createAssurancePolicy(frameworks), maxLifetimeSeconds);
  return {
    async verify(token, expectation = {}) {
      const { claims } = await reader.read(token, profile, { ...expectation, audience });
      return verified(claims);
    },
  };
}
