import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from "jose";
import { type SigningAlgorithm, signingAlgorithms } from "../jws/algorithms.js";
import { checkedKey } from "../jws/key-policy.js";
import type { PublicJwk } from "../jws/public-jwk.js";

/** A key that signs. It may stand in a key management service: all that leaves it are signatures. */
export interface SigningKey {
  /** Its name, as it stands in `kid`. */
  readonly keyId: string;
  /** The one algorithm it signs with. */
  readonly algorithm: SigningAlgorithm;
  /** The public half, as it is published. */
  readonly publicJwk: PublicJwk;
  /** Signs bytes, in the form that JWS asks for (RFC 7518 section 3.4: for ECDSA both integers, not DER). */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** A key that signs in this process. The private half stays in the Web Crypto key. */
export interface LocalSigningKey extends SigningKey {
  /** Signs; not extractable where it was generated so. */
  readonly privateKey: CryptoKey;
}

async function publish(jwk: JWK, alg: SigningAlgorithm): Promise<PublicJwk> {
  const members = [
    ["kty", jwk.kty],
    ["crv", jwk.crv],
    ["x", jwk.x],
    ["y", jwk.y],
    ["n", jwk.n],
    ["e", jwk.e],
  ];
  const half = Object.fromEntries(members.filter(([, value]) => value !== undefined)) as JWK;
  return checkedKey({ ...half, kid: await calculateJwkThumbprint(half), alg });
}

function localKey(privateKey: CryptoKey, publicJwk: PublicJwk): LocalSigningKey {
  const { operation } = signingAlgorithms[publicJwk.alg];
  return {
    keyId: publicJwk.kid,
    algorithm: publicJwk.alg,
    publicJwk,
    privateKey,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(operation, privateKey, bytes)),
  };
}

/**
 * Makes a new signing key.
 *
 * @param options - `extractable`: whether it can be exported to be kept. Default false. `algorithm`: default `ES256`.
 */
export async function generateSigningKey(
  options: { readonly extractable?: boolean; readonly algorithm?: SigningAlgorithm } = {},
): Promise<LocalSigningKey> {
  const { extractable = false, algorithm = "ES256" } = options;
  const pair = await generateKeyPair(algorithm, { extractable });
  return localKey(pair.privateKey, await publish(await exportJWK(pair.publicKey), algorithm));
}

/**
 * Reads a signing key from a private JWK. Its algorithm is the one that it names; `ES256` where it names none.
 *
 * @throws TypeError where it is not a private key that may sign here.
 */
export async function importSigningKey(jwk: JWK): Promise<LocalSigningKey> {
  try {
    if (typeof jwk.d !== "string") throw new TypeError("There is no private half.");
    const published = await publish(jwk, (jwk.alg ?? "ES256") as SigningAlgorithm);
    return localKey((await importJWK({ ...jwk }, published.alg)) as CryptoKey, published);
  } catch (cause) {
    throw new TypeError("A signing key is a private key of an algorithm and a strength that are accepted.", {
      cause,
    });
  }
}

/** The private JWK of an extractable key, to be kept where secrets are kept. */
export async function exportSigningKey(key: LocalSigningKey): Promise<JWK> {
  return { ...(await exportJWK(key.privateKey)), kid: key.keyId, alg: key.algorithm };
}
