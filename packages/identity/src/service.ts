import { type AssuranceFramework, createAssurancePolicy } from "./assurance.js";
import { judge } from "./decider.js";
import { signCompact } from "./documents.js";
import { IdentityError } from "./errors.js";
import type { PublicJwk, SigningKey } from "./keys.js";
import {
  type IdentityClaims,
  type IdentityExpectation,
  type IdentityInput,
  identityClaims,
  identityTokenType,
  type VerifiedIdentity,
} from "./model.js";
import { createTrust, type TrustedIssuer } from "./trust.js";

/** How a token issuer is made. */
export interface TokenIssuerOptions {
  /** Value of `iss`. */
  readonly issuer: string;
  /** The key that signs. */
  readonly key: SigningKey;
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
export interface TokenVerifierOptions {
  /** The issuers that are believed. */
  readonly trust: readonly TrustedIssuer[];
  /** This service's own name: the only `aud` that is accepted. */
  readonly audience: string;
  /** By how much clocks may differ, 0 to 60 seconds. Default 5. */
  readonly toleranceSeconds?: number;
  /** Longest lifetime that is believed, in seconds. Default 3,600. */
  readonly maxLifetimeSeconds?: number;
  /** Frameworks of assurance. Default: GPG 45 and eIDAS. */
  readonly frameworks?: readonly AssuranceFramework[];
  /** The clock. Default: the machine's. */
  readonly clock?: () => Date;
}

/** Verifies identity tokens. */
export interface TokenVerifier {
  /** The party behind a token. Throws {@link IdentityError}, whose code says which rule was broken. */
  verify(token: string, expectation?: IdentityExpectation): Promise<VerifiedIdentity>;
}

function within(name: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most)) throw new RangeError(`${name} is ${least} to ${most}.`);
  return value;
}

function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
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

/** Only the names of the claims: a claim's value may be personal. */
function parseClaims(payload: unknown): IdentityClaims {
  const parsed = identityClaims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const claims = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))];
  throw new IdentityError("identity/invalid-claims", { details: { claims } });
}

/** Issues ES256 identity tokens (JWT access tokens, RFC 9068) with assurance. */
export function createTokenIssuer(options: TokenIssuerOptions): TokenIssuer {
  const { issuer, key, clock = () => new Date() } = options;
  const lifetime = within("lifetimeSeconds", options.lifetimeSeconds ?? 300, 30, 3600);
  return {
    issuer,
    async issue(input) {
      const claims = parseClaims(claimsOf(input, issuer, epochSeconds(clock()), lifetime));
      return await signCompact(key, identityTokenType, { ...claims, assurance: { ...claims.assurance } });
    },
    jwks: () => ({ keys: [key.publicJwk] }),
  };
}

/** Verifies identity tokens of trusted issuers for one audience. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const trust = createTrust(options.trust);
  const satisfies = createAssurancePolicy(options.frameworks);
  const toleranceSeconds = within("toleranceSeconds", options.toleranceSeconds ?? 5, 0, 60);
  const maxLifetimeSeconds = within("maxLifetimeSeconds", options.maxLifetimeSeconds ?? 3600, 30, 86_400);
  const { audience, clock = () => new Date() } = options;
  return {
    async verify(token, expectation = {}) {
      const { payload } = await trust.open(token, identityTokenType);
      const claims = parseClaims(payload);
      const now = epochSeconds(clock());
      return judge({ claims, expectation, audience, now, toleranceSeconds, maxLifetimeSeconds, satisfies });
    },
  };
}
