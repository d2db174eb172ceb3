import type { Instant } from "@throughline/core";
import { IdentityError } from "./errors.js";
import type { CompactToken } from "./jws/compact.js";
import type { VerificationKey } from "./jws/key-policy.js";
import type { PublicJwk } from "./jws/public-jwk.js";
import { type VerifySignature, verifyByWebCrypto, verifyCompact } from "./jws/verify.js";
import { type KeySource, staticKeys } from "./keys/static.js";

/** An issuer that is believed, and the keys that it may sign with. */
export interface TrustedIssuer {
  /** Exact value of `iss`. */
  readonly issuer: string;
  /** Its published keys, retired ones included while their evidence is to be read; or where they come from. */
  readonly keys: readonly PublicJwk[] | KeySource;
  /**
   * Whether its ID tokens may leave `typ` out, as OpenID Connect lets them. Then only their claims tell them from its other
   * tokens, so mark no issuer that can be brought to name a type. Default false.
   */
  readonly untypedIdTokens?: boolean;
}

/** Finds the key that a token was signed with, and checks the signature. */
export interface Trust {
  /**
   * Believes the payload of a token that was taken apart.
   *
   * @param asOf - Accept a key retired or compromised later than this. Without it such a key is unknown.
   */
  open(token: CompactToken, asOf?: Instant): Promise<OpenedToken>;
}

/** A token whose signature is good. */
export interface OpenedToken {
  /** Who signed it. */
  readonly issuer: string;
  /** With which key. */
  readonly key: VerificationKey;
}

interface KnownIssuer {
  readonly source: KeySource;
  readonly untyped: boolean;
}

/** Whether a key may be believed: one that has an end, only as of an instant before it. */
function isGood({ retired_at, compromised_at }: PublicJwk, asOf: Instant | undefined): boolean {
  const ends = [retired_at, compromised_at].filter((end) => end !== undefined);
  return ends.every((end) => asOf !== undefined && asOf < end);
}

const isList = (keys: readonly PublicJwk[] | KeySource): keys is readonly PublicJwk[] => Array.isArray(keys);

function knownIssuer({ keys, untypedIdTokens: untyped = false }: TrustedIssuer): KnownIssuer {
  return { source: isList(keys) ? staticKeys(keys) : keys, untyped };
}

/**
 * Trust in a fixed set of issuers. A key counts for the issuer that published it, and for no other.
 *
 * @throws IdentityError `identity/unusable-key` where one of their keys breaks a rule of the key policy.
 */
export function createTrust(
  trusted: readonly TrustedIssuer[],
  verifySignature: VerifySignature = verifyByWebCrypto,
): Trust {
  const issuers = new Map(trusted.map((each) => [each.issuer, knownIssuer(each)]));
  return {
    async open(token, asOf) {
      const issuer = token.payload["iss"];
      const known = typeof issuer === "string" ? issuers.get(issuer) : undefined;
      if (typeof issuer !== "string" || !known) throw new IdentityError("identity/untrusted-issuer");
      if (token.type === undefined && !known.untyped) throw new IdentityError("identity/wrong-type");
      const key = await known.source.find(token.keyId, token.algorithm);
      if (!key || !isGood(key.jwk, asOf)) throw new IdentityError("identity/unknown-key");
      await verifyCompact(token, key, verifySignature);
      return { issuer, key };
    },
  };
}
