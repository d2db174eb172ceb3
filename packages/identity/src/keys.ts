import type { Instant } from "@throughline/core";
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from "jose";
import * as z from "zod";

/** The one algorithm that this package signs with: ECDSA on P-256 with SHA-256 (RFC 7518 section 3.4). */
export const signingAlgorithm = "ES256";

/** A key that signs. The private half stays in the Web Crypto key. */
export interface SigningKey {
  /** Thumbprint of the public half (RFC 7638). */
  readonly keyId: string;
  /** Signs; not extractable where it was generated so. */
  readonly privateKey: CryptoKey;
  /** The public half, as it is published. */
  readonly publicJwk: PublicJwk;
}

/** The public half of a P-256 key as it stands in a JWK set (RFC 7517). */
export interface PublicJwk {
  /** Key type. */
  readonly kty: "EC";
  /** Curve. */
  readonly crv: "P-256";
  /** First coordinate. */
  readonly x: string;
  /** Second coordinate. */
  readonly y: string;
  /** Thumbprint (RFC 7638). */
  readonly kid: string;
  /** The one algorithm it is for. */
  readonly alg: "ES256";
  /** The one use it is for. */
  readonly use: "sig";
  /** Our extension: from when on it signs nothing new. What it signed before stays good as evidence. */
  readonly retired_at?: Instant;
  /**
   * Our extension: since when others may have had it. What it signed before stays good as evidence where something else
   * shows that it was there before. The key stays in the set: taken out, nothing that it signed could be judged.
   */
  readonly compromised_at?: Instant;
}

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Schema of {@link PublicJwk}: a private member, another curve or a symmetric key does not pass. */
export const publicJwk: z.ZodType<PublicJwk> = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: coordinate,
  y: coordinate,
  kid: z.string().min(1).max(200),
  alg: z.literal("ES256"),
  use: z.literal("sig"),
  retired_at: z.iso.datetime({ precision: 3 }).exactOptional(),
  compromised_at: z.iso.datetime({ precision: 3 }).exactOptional(),
});

async function publish(key: JWK): Promise<PublicJwk> {
  const { kty, crv, x, y } = key;
  const kid = await calculateJwkThumbprint({ kty, crv, x, y } as JWK);
  return publicJwk.parse({ kty, crv, x, y, kid, alg: signingAlgorithm, use: "sig" });
}

/**
 * Makes a new signing key.
 *
 * @param options - `extractable`: whether it can be exported to be kept. Default false.
 */
export async function generateSigningKey(
  options: { readonly extractable?: boolean } = {},
): Promise<SigningKey> {
  const pair = await generateKeyPair(signingAlgorithm, { extractable: options.extractable ?? false });
  const publicJwk = await publish(await exportJWK(pair.publicKey));
  return { keyId: publicJwk.kid, privateKey: pair.privateKey, publicJwk };
}

/** Reads a signing key from a private JWK. Throws `TypeError` where it is not a private P-256 key. */
export async function importSigningKey(jwk: JWK): Promise<SigningKey> {
  if (jwk.kty !== "EC" || jwk.crv !== "P-256" || typeof jwk.d !== "string") {
    throw new TypeError("A signing key is a private EC key on P-256.");
  }
  const privateKey = (await importJWK(jwk, signingAlgorithm)) as CryptoKey;
  const published = await publish(jwk);
  return { keyId: published.kid, privateKey, publicJwk: published };
}

/** The private JWK of an extractable key, to be kept where secrets are kept. */
export async function exportSigningKey(key: SigningKey): Promise<JWK> {
  return { ...(await exportJWK(key.privateKey)), kid: key.keyId, alg: signingAlgorithm };
}
