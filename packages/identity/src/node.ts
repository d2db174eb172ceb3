import { constants, KeyObject, type VerifyKeyObjectInput, verify } from "node:crypto";
import { type SigningAlgorithm, signingAlgorithms } from "./jws/algorithms.js";
import type { VerificationKey } from "./jws/key-policy.js";
import type { VerifySignature } from "./jws/verify.js";

/** How Node is to be asked for an algorithm: its digest, and the form of key and signature. */
interface NodeForm {
  /** Name of the digest; none where the algorithm has it built in. */
  readonly digest: string | undefined;
  readonly form: Omit<VerifyKeyObjectInput, "key">;
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

const forms: Readonly<Record<string, Omit<VerifyKeyObjectInput, "key">>> = {
  ECDSA: { dsaEncoding: "ieee-p1363" },
  Ed25519: {},
  "RSASSA-PKCS1-v1_5": { padding: constants.RSA_PKCS1_PADDING },
  "RSA-PSS": pss,
};

function formOf(algorithm: SigningAlgorithm): NodeForm {
  const { operation } = signingAlgorithms[algorithm];
  return { digest: operation.hash?.replace("-", "").toLowerCase(), form: forms[operation.name] ?? {} };
}

/** A key in Node's own form is made once: making it costs as much as a verification. */
const made = new WeakMap<VerificationKey, VerifyKeyObjectInput & NodeForm>();

function inputOf(key: VerificationKey): VerifyKeyObjectInput & NodeForm {
  const known = made.get(key);
  if (known) return known;
  const form = formOf(key.algorithm);
  const input = { ...form, ...form.form, key: KeyObject.from(key.key) };
  made.set(key, input);
  return input;
}

/**
 * Checks signatures with `node:crypto`, at once and on this thread: a fraction of the processor time that Web Cryptography
 * takes, while the thread waits. Give it to `createReader` or `createTokenVerifier` as `verifySignature`.
 */
export const verifyByNode: VerifySignature = ({ signed, signature }, key) => {
  const input = inputOf(key);
  return verify(input.digest, Buffer.from(signed), input, signature);
};
