import { IdentityError } from "../errors.js";
import { isSigningAlgorithm, signingAlgorithms } from "./algorithms.js";
import type { CompactJws } from "./compact.js";
import type { VerificationKey } from "./key-policy.js";

/**
 * Checks one signature. Only ever given a token that was read strictly, and a key that passed every rule and is for the
 * algorithm that the token names.
 */
export type VerifySignature = (jws: CompactJws, key: VerificationKey) => boolean | Promise<boolean>;

const utf8 = new TextEncoder();

/** Checks with Web Cryptography, which runs anywhere. */
export const verifyByWebCrypto: VerifySignature = async ({ algorithm, signed, signature }, { key }) => {
  if (!isSigningAlgorithm(algorithm)) return false;
  try {
    const { operation } = signingAlgorithms[algorithm];
    return await crypto.subtle.verify(operation, key, signature, utf8.encode(signed));
  } catch {
    return false;
  }
};

/**
 * Checks the signature of a token that was taken apart.
 *
 * @throws IdentityError `identity/unsupported-header` where the key is for another algorithm, `identity/bad-signature`.
 */
export async function verifyCompact(
  jws: CompactJws,
  key: VerificationKey,
  verifySignature: VerifySignature = verifyByWebCrypto,
): Promise<void> {
  if (jws.algorithm !== key.algorithm) throw new IdentityError("identity/unsupported-header");
  if (!(await verifySignature(jws, key))) throw new IdentityError("identity/bad-signature");
}
