import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalize } from "./canonical.js";

/** SHA-256 (FIPS 180-4) over bytes. A store may put its platform's faster one in place of the portable one. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** SHA-256 that runs wherever JavaScript does. */
export const sha256: Sha256 = nobleSha256;

/** SHA-256 of the value's canonical JSON (RFC 8785), as 64 lower-case hexadecimal digits. */
export function digestOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(value))));
}
