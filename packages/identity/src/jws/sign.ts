import { base64url } from "jose";
import type { SigningKey } from "../keys/signing-key.js";
import { signingAlgorithms } from "./algorithms.js";

const utf8 = new TextEncoder();

/**
 * Signs a payload as compact JWS (RFC 7515 section 7.1), with `alg`, `kid` and `typ` in its header.
 *
 * @param header - Members beside those three.
 * @throws RangeError where the key gives a signature of another length than its algorithm's: some key management services
 *   give DER, which no verifier takes.
 */
export async function signCompact(
  key: SigningKey,
  typ: string,
  payload: object,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { algorithm, keyId } = key;
  const head = JSON.stringify({ ...header, alg: algorithm, kid: keyId, typ });
  const signed = `${base64url.encode(head)}.${base64url.encode(JSON.stringify(payload))}`;
  const signature = await key.sign(utf8.encode(signed));
  const expected = signingAlgorithms[algorithm].signature ?? signature.length;
  if (signature.length !== expected)
    throw new RangeError(`A signature of ${algorithm} has ${expected} bytes.`);
  return `${signed}.${base64url.encode(signature)}`;
}
