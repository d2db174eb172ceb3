import { base64url } from "jose";
import { IdentityError } from "./errors.js";
import { parseStrictObject } from "./strict-json.js";

/** A signed token, taken apart but not yet believed. */
export interface CompactToken {
  /** Algorithm the header names. */
  readonly algorithm: string;
  /** Key the header names. */
  readonly keyId: string;
  /** Type the header names, without an `application/` before it. */
  readonly type: string;
  /** The payload's members. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Longer than any token we issue; shorter than a server's header limit. */
const longest = 8192;

const segments = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** Header members a profile accepts. `crit`, `jwk`, `jku`, `x5u`, `b64` and all others are refused, not ignored. */
const headerMembers = new Set(["alg", "kid", "typ"]);

/** Unused bits of a last character must be zero, or one signature would have several spellings (RFC 4648 section 3.5). */
function decode(segment: string): Uint8Array {
  const bytes = base64url.decode(segment);
  if (base64url.encode(bytes) !== segment) throw new IdentityError("identity/malformed");
  return bytes;
}

function nonEmpty(value: unknown): string {
  if (typeof value !== "string" || value.length === 0 || value.length > 200) {
    throw new IdentityError("identity/unsupported-header");
  }
  return value;
}

function readHeader(header: Readonly<Record<string, unknown>>): Omit<CompactToken, "payload"> {
  if (!Object.keys(header).every((member) => headerMembers.has(member))) {
    throw new IdentityError("identity/unsupported-header");
  }
  const type = nonEmpty(header["typ"])
    .toLowerCase()
    .replace(/^application\//, "");
  return { algorithm: nonEmpty(header["alg"]), keyId: nonEmpty(header["kid"]), type };
}

/**
 * Takes a compact JWS (RFC 7515 section 7.1) apart, strictly, before any cryptography: alphabet, three segments,
 * canonical Base64url, size, no member twice, no header member that the profile does not know.
 *
 * @throws IdentityError `identity/malformed`, `identity/unsupported-header`.
 */
export function parseCompact(token: string): CompactToken {
  if (typeof token !== "string" || token.length > longest || !segments.test(token)) {
    throw new IdentityError("identity/malformed");
  }
  const [header = "", payload = "", signature = ""] = token.split(".");
  decode(signature);
  return { ...readHeader(parseStrictObject(decode(header))), payload: parseStrictObject(decode(payload)) };
}
