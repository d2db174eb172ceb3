import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from "node:crypto";

type Given = readonly unknown[];

interface Cipher {
  readonly name: string;
  readonly iv: Uint8Array;
  readonly additionalData?: Uint8Array;
}

const tagBytes = 16;
const keys = new WeakMap<object, KeyObject>();

function keyOf(key: unknown): KeyObject {
  const found = keys.get(key as object);
  if (!found) throw new TypeError("The key was not imported here.");
  return found;
}

const exact = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

/** The verbs of web cryptography that anything here uses, done at once by the platform: the same bytes, and no threads. */
const verbs: Readonly<Record<string, (...given: Given) => unknown>> = {
  importKey(format, bytes, algorithm) {
    const name = typeof algorithm === "string" ? algorithm : Reflect.get(algorithm as object, "name");
    if (format !== "raw" || (name !== "AES-GCM" && name !== "HMAC"))
      throw new TypeError(`${String(format)} ${String(name)} is not to be had in the simulation.`);
    const handle = Object.freeze({ type: "secret", extractable: false });
    keys.set(handle, createSecretKey(new Uint8Array(bytes as Uint8Array)));
    return handle;
  },
  encrypt(cipher, key, plain) {
    const { iv, additionalData = new Uint8Array() } = cipher as Cipher;
    const box = createCipheriv("aes-256-gcm", keyOf(key), iv).setAAD(additionalData);
    return exact(Buffer.concat([box.update(plain as Uint8Array), box.final(), box.getAuthTag()]));
  },
  decrypt(cipher, key, sealed) {
    const { iv, additionalData = new Uint8Array() } = cipher as Cipher;
    const bytes = sealed as Uint8Array;
    const box = createDecipheriv("aes-256-gcm", keyOf(key), iv).setAAD(additionalData);
    box.setAuthTag(bytes.subarray(-tagBytes));
    return exact(Buffer.concat([box.update(bytes.subarray(0, -tagBytes)), box.final()]));
  },
  sign: (_, key, text) =>
    exact(
      createHmac("sha256", keyOf(key))
        .update(text as Uint8Array)
        .digest(),
    ),
};

/** Web cryptography without threads of its own. Its answers come when it is their turn, so that others have theirs in between. */
export function cryptographyInTurn(turn: <Result>(answer: Result) => Promise<Result>): SubtleCrypto {
  const inTurn = Object.entries(verbs).map(([name, verb]) => [
    name,
    async (...given: Given) => await turn(verb(...given)),
  ]);
  return Object.fromEntries(inTurn) as SubtleCrypto;
}
