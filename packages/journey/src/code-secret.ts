import { canonicalize } from "@throughline/core";
import type { Audience } from "./model.js";
import type { SpokenCode } from "./spoken-code.js";

/** The secret under which codes are kept: at least 32 bytes, outside the database. */
export type Pepper = () => Promise<Uint8Array> | Uint8Array;

/** What is kept of a code: two values that cannot be turned back without the pepper. */
export interface CodeMacs {
  /** Finds the code among those of its audience. */
  readonly locator: string;
  /** Proves the whole code for this audience. */
  readonly proof: string;
}

/** Bytes from here on would make low digits likelier than high ones. */
const fairBytes = 250;

/** Digits from the system's generator, each equally likely: bytes that would favour some are thrown away. */
export function randomDigits(count: number): string {
  let digits = "";
  while (digits.length < count) {
    for (const byte of crypto.getRandomValues(new Uint8Array(count * 2))) {
      if (byte < fairBytes && digits.length < count) digits += String(byte % 10);
    }
  }
  return digits;
}

/** Random bytes as hexadecimal digits. */
export function randomHex(bytes: number): string {
  return hex(crypto.getRandomValues(new Uint8Array(bytes)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function hmacKey(pepper: Pepper): Promise<CryptoKey> {
  const bytes = new Uint8Array(await pepper());
  if (bytes.length < 32) throw new RangeError("The pepper has at least 32 bytes.");
  return await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function mac(key: CryptoKey, parts: readonly string[]): Promise<string> {
  const text = new TextEncoder().encode(canonicalize(parts));
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, text)));
}

/**
 * What is kept of a code and what a presented code is compared with: HMAC-SHA-256 over audience, locator and secret. The
 * audience is inside, so another unit's code is simply a code that does not exist.
 */
export async function codeMacs(pepper: Pepper, audience: Audience, code: SpokenCode): Promise<CodeMacs> {
  const key = await hmacKey(pepper);
  const scope = [audience.organisation, audience.unit, audience.channel, code.locator];
  return {
    locator: await mac(key, ["spoken-code-locator", ...scope]),
    proof: await mac(key, ["spoken-code", ...scope, code.secret]),
  };
}

/** Compares two texts of hexadecimal digits in a time that does not tell where they differ. */
export function sameMac(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index % Math.max(1, other.length));
  }
  return difference === 0;
}
