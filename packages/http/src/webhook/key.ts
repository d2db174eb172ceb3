import { createHmac, createPrivateKey, createPublicKey, sign, timingSafeEqual, verify } from "node:crypto";

/** A key as it signs and verifies. */
export interface WebhookKey {
  /** Which signatures it makes: `v1` is HMAC-SHA256, `v1a` is Ed25519. */
  readonly version: "v1" | "v1a";
  /** Signs. Absent: a public key. */
  readonly sign?: (content: Uint8Array) => Uint8Array;
  /** Tells whether a signature is by this key, in constant time. */
  readonly verify: (content: Uint8Array, signature: Uint8Array) => boolean;
}

/** A new pair of keys for signatures of version `v1a`. */
export interface WebhookKeyPair {
  /** `whsk_…`: signs. Never leaves its owner. */
  readonly privateKey: string;
  /** `whpk_…`: verifies. May be given to anyone. */
  readonly publicKey: string;
}

/** What stands before the raw key in DER: PKCS #8 (RFC 8410 section 7) and SubjectPublicKeyInfo (section 4). */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

function privateOf(seed: Uint8Array) {
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: "der", type: "pkcs8" });
}

function publicOf(raw: Uint8Array) {
  return createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: "der", type: "spki" });
}

function rawPublicOf(seed: Uint8Array): Buffer {
  return createPublicKey(privateOf(seed))
    .export({ format: "der", type: "spki" })
    .subarray(publicPrefix.length);
}

function secretKey(secret: Uint8Array): WebhookKey {
  const mac = (content: Uint8Array) => createHmac("sha256", secret).update(content).digest();
  return {
    version: "v1",
    sign: mac,
    verify: (content, signature) => signature.byteLength === 32 && timingSafeEqual(mac(content), signature),
  };
}

function verifyingKey(raw: Uint8Array): WebhookKey {
  const key = publicOf(raw);
  return { version: "v1a", verify: (content, signature) => verify(null, content, key, signature) };
}

function signingKey(raw: Uint8Array): WebhookKey {
  const seed = raw.subarray(0, 32);
  const publicKey = rawPublicOf(seed);
  if (raw.byteLength === 64 && !publicKey.equals(raw.subarray(32)))
    throw new TypeError("A whsk_ key has the wrong public half.");
  const key = privateOf(seed);
  return { ...verifyingKey(publicKey), sign: (content) => sign(null, content, key) };
}

/** The forms of key that Standard Webhooks has, by prefix, with the lengths in bytes that each may have. */
const forms = [
  { prefix: "whsec_", fits: (length: number) => length >= 24 && length <= 64, make: secretKey },
  { prefix: "whsk_", fits: (length: number) => length === 32 || length === 64, make: signingKey },
  { prefix: "whpk_", fits: (length: number) => length === 32, make: verifyingKey },
] as const;

/**
 * Reads a key. Text without a prefix is a secret, as Standard Webhooks has it. Throws `TypeError` for anything that is no
 * key; the message never quotes it.
 */
export function parseWebhookKey(text: string): WebhookKey {
  const form = forms.find(({ prefix }) => text.startsWith(prefix)) ?? forms[0];
  const encoded = text.startsWith(form.prefix) ? text.slice(form.prefix.length) : text;
  const raw = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, "base64") : Buffer.alloc(0);
  if (!form.fits(raw.byteLength))
    throw new TypeError(`A ${form.prefix} key has the wrong length or is not Base64.`);
  return form.make(raw);
}

/** Makes a new shared secret of 32 random bytes, `whsec_…`, for signatures of version `v1`. */
export function generateWebhookSecret(): string {
  return `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64")}`;
}

/** Makes a new Ed25519 key pair (RFC 8032) for signatures of version `v1a`. */
export function generateWebhookKeyPair(): WebhookKeyPair {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  return {
    privateKey: `whsk_${Buffer.from(seed).toString("base64")}`,
    publicKey: `whpk_${rawPublicOf(seed).toString("base64")}`,
  };
}
