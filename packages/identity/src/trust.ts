import type { Instant } from "@throughline/core";
import { type CryptoKey, compactVerify, importJWK } from "jose";
import { type CompactToken, parseCompact } from "./compact.js";
import { IdentityError } from "./errors.js";
import { type PublicJwk, publicJwk, signingAlgorithm } from "./keys.js";

/** An issuer that is believed, and the keys that it may sign with. */
export interface TrustedIssuer {
  /** Exact value of `iss`. */
  readonly issuer: string;
  /** Its published keys, retired ones included while their evidence is to be read. */
  readonly keys: readonly PublicJwk[];
}

/** Finds the key that a token was signed with, and checks the signature. */
export interface Trust {
  /**
   * Takes a token apart and believes its payload.
   *
   * @param asOf - Accept a key retired or compromised later than this. Without it such a key is unknown.
   */
  open(token: string, type: string, asOf?: Instant): Promise<OpenedToken>;
}

/** A token whose signature is good. */
export interface OpenedToken extends CompactToken {
  /** Who signed it. */
  readonly issuer: string;
  /** Since when others may have had the key. */
  readonly compromisedAt?: Instant;
}

interface KnownKey {
  readonly jwk: PublicJwk;
  readonly key: Promise<CryptoKey>;
}

/** Whether a key may be believed: one that has an end, only as of an instant before it. */
function isGood({ retired_at, compromised_at }: PublicJwk, asOf: Instant | undefined): boolean {
  const ends = [retired_at, compromised_at].filter((end) => end !== undefined);
  return ends.every((end) => asOf !== undefined && asOf < end);
}

async function load(jwk: PublicJwk): Promise<CryptoKey> {
  return await importJWK({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, signingAlgorithm);
}

function knownKeys(trusted: readonly TrustedIssuer[]): ReadonlyMap<string, ReadonlyMap<string, KnownKey>> {
  return new Map(
    trusted.map(({ issuer, keys }) => {
      const parsed = keys.map((key) => publicJwk.parse(key));
      return [issuer, new Map(parsed.map((jwk) => [jwk.kid, { jwk, key: load(jwk) }]))];
    }),
  );
}

/** Trust in a fixed set of issuers. Throws a `ZodError` where a key is not a public P-256 signing key. */
export function createTrust(trusted: readonly TrustedIssuer[]): Trust {
  const issuers = knownKeys(trusted);
  return {
    async open(token, type, asOf) {
      const parsed = parseCompact(token);
      if (parsed.algorithm !== signingAlgorithm) throw new IdentityError("identity/unsupported-header");
      if (parsed.type !== type) throw new IdentityError("identity/wrong-type");
      const issuer = parsed.payload["iss"];
      const keys = typeof issuer === "string" ? issuers.get(issuer) : undefined;
      if (typeof issuer !== "string" || !keys) throw new IdentityError("identity/untrusted-issuer");
      const known = keys.get(parsed.keyId);
      if (!known || !isGood(known.jwk, asOf)) throw new IdentityError("identity/unknown-key");
      await compactVerify(token, await known.key, { algorithms: [signingAlgorithm] }).catch(() => {
        throw new IdentityError("identity/bad-signature");
      });
      const { compromised_at: compromisedAt } = known.jwk;
      return { ...parsed, issuer, ...(compromisedAt === undefined ? {} : { compromisedAt }) };
    },
  };
}
