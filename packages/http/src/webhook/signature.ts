import type { Instant } from "@throughline/core";
import { parseWebhookKey } from "./key.js";

/** A message to be signed. */
export interface WebhookMessage {
  /** Unique, and the same at each repeat: 1 to 200 of A-Z a-z 0-9 _ : - */
  readonly id: string;
  /** When this try is made, in seconds since 1970. */
  readonly timestamp: number;
  /** The body exactly as it is sent. */
  readonly body: string | Uint8Array;
}

/** The three header fields of Standard Webhooks. */
export interface WebhookHeaders {
  /** The message's id. */
  readonly "webhook-id": string;
  /** Seconds since 1970. */
  readonly "webhook-timestamp": string;
  /** One or more signatures with their versions, separated by spaces. */
  readonly "webhook-signature": string;
}

/** A message as it came in. */
export interface SignedWebhook {
  /** Its header fields. */
  readonly headers: { get(name: string): string | null };
  /** Its body, untouched. Parsing and writing it again breaks the signature. */
  readonly body: string | Uint8Array;
}

/** Why a message is not believed. */
export type WebhookFault = "incomplete" | "malformed" | "no-match" | "stale";

/** Whether a message is believed. */
export type WebhookVerdict =
  | { readonly ok: true; readonly id: string; readonly timestamp: number }
  | { readonly ok: false; readonly reason: WebhookFault };

/** How fresh a message must be. */
export interface FreshnessOptions {
  /** The time, by the clock of the ledger. */
  readonly now: Instant;
  /** By how much the timestamp may differ from it, either way, in seconds. Default 300. */
  readonly toleranceSeconds?: number;
}

/** No full stop: it separates the signed parts, and one in an id would let one message pass as another. */
const idForm = /^[A-Za-z0-9_:-]{1,200}$/;

/** Each signature that is looked at costs time; nobody rotates through more keys at once. */
const mostSignatures = 16;

function signedContent(id: string, timestamp: number, body: string | Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`${id}.${timestamp}.`),
    typeof body === "string" ? Buffer.from(body) : body,
  ]);
}

/**
 * Signs a message with every key given, so that old and new keys overlap while they are exchanged (Standard Webhooks,
 * signature schemes `v1` and `v1a`).
 *
 * @param keys - `whsec_…` or `whsk_…`, at least one. Throws `TypeError` for anything that cannot sign.
 */
export function signWebhook(
  { id, timestamp, body }: WebhookMessage,
  keys: readonly string[],
): WebhookHeaders {
  if (!idForm.test(id)) throw new TypeError("A webhook id has 1 to 200 of A-Z a-z 0-9 _ : -");
  if (!Number.isSafeInteger(timestamp) || timestamp < 0)
    throw new RangeError("timestamp is whole seconds since 1970.");
  if (keys.length === 0) throw new TypeError("Signing needs at least one key.");
  const content = signedContent(id, timestamp, body);
  const signatures = keys.map((text) => {
    const key = parseWebhookKey(text);
    if (!key.sign) throw new TypeError("A whpk_ key cannot sign.");
    return `${key.version},${Buffer.from(key.sign(content)).toString("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}

function candidates(header: string): readonly { version: string; signature: Buffer }[] {
  return header
    .split(" ", mostSignatures)
    .map((item) => item.split(","))
    .filter((parts) => parts.length === 2)
    .map(([version = "", encoded = ""]) => ({ version, signature: Buffer.from(encoded, "base64") }));
}

/** Checks form and signature, not the time: for a caller that asks for the time only on behalf of the believed. */
export function matchWebhook({ headers, body }: SignedWebhook, keys: readonly string[]): WebhookVerdict {
  const id = headers.get("webhook-id") ?? "";
  const seconds = headers.get("webhook-timestamp") ?? "";
  const signature = headers.get("webhook-signature") ?? "";
  if (id === "" || seconds === "" || signature === "") return { ok: false, reason: "incomplete" };
  if (!idForm.test(id) || !/^(0|[1-9]\d{0,11})$/.test(seconds)) return { ok: false, reason: "malformed" };
  const timestamp = Number(seconds);
  const content = signedContent(id, timestamp, body);
  const offered = candidates(signature);
  const isSigned = keys
    .map(parseWebhookKey)
    .some((key) => offered.some((one) => one.version === key.version && key.verify(content, one.signature)));
  return isSigned ? { ok: true, id, timestamp } : { ok: false, reason: "no-match" };
}

/** Tells whether a timestamp is near enough to the time. */
export function isFresh(timestamp: number, { now, toleranceSeconds = 300 }: FreshnessOptions): boolean {
  return Math.abs(Math.floor(Date.parse(now) / 1000) - timestamp) <= toleranceSeconds;
}

/**
 * Verifies a message: one of its signatures must be by one of the keys, and its timestamp must be near the time.
 *
 * @param keys - `whsec_…` or `whpk_…` of the sender. Throws `TypeError` for anything that is no key.
 */
export function verifyWebhook(
  webhook: SignedWebhook,
  keys: readonly string[],
  options: FreshnessOptions,
): WebhookVerdict {
  const verdict = matchWebhook(webhook, keys);
  return verdict.ok && !isFresh(verdict.timestamp, options) ? { ok: false, reason: "stale" } : verdict;
}
