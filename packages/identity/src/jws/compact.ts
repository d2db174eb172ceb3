import { IdentityError } from "../errors.js";
import { decodeBase64url } from "./base64url.js";
import { parseStrictObject } from "./strict-json.js";

/** A JWS in compact serialisation (RFC 7515 section 7.1), taken apart but not yet believed. */
export interface CompactJws {
  /** The whole text. */
  readonly text: string;
  /** The header's members. */
  readonly header: Readonly<Record<string, unknown>>;
  /** Algorithm the header names. */
  readonly algorithm: string;
  /** Key the header names; empty where the header must name none. */
  readonly keyId: string;
  /** Type the header names, in lower case and without an `application/` before it. */
  readonly type: string | undefined;
  /** What was signed, whatever it is. */
  readonly content: Uint8Array;
  /** The text that the signature covers: header, dot, payload. */
  readonly signed: string;
  /** The signature. */
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** A signed token, taken apart but not yet believed. */
export interface CompactToken extends CompactJws {
  /** The payload's members. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** How a token is to be read. */
export interface CompactOptions {
  /** Header members beside `alg`, `kid` and `typ`. Name only what you judge yourself. Default: none. */
  readonly allow?: readonly string[];
  /** Longest text, in characters. Default 16,384: longer than any token we know, shorter than most servers' header limit. */
  readonly longest?: number;
  /** Whether the header must name a key, or must not. Default `required`. */
  readonly keyId?: "required" | "absent";
  /** Whether the header must name a type. Default `required`. */
  readonly typ?: "required" | "optional";
}

/** A key's name: what thumbprints, UUIDs, e-mail forms and DID URLs are written with. No path, no query, no quotes. */
const keyName = /^(?!.*\.\.)[A-Za-z0-9._~:@/+=#-]{1,200}$/;

const known: readonly string[] = ["alg", "kid", "typ"];

/** Compact JWE has five segments (RFC 7516 section 9): told apart before anything is decoded. */
const encryptedForm = /^[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*$/;

function unsupported(): never {
  throw new IdentityError("identity/unsupported-header");
}

/** Whether a text may name a key: 1 to 200 characters, none that means something to a path, a query or a shell. */
export function isKeyName(value: unknown): value is string {
  return typeof value === "string" && keyName.test(value);
}

function nonEmpty(value: unknown): string {
  return typeof value === "string" && value.length > 0 && value.length <= 200 ? value : unsupported();
}

function keyIdOf(kid: unknown, rule: "required" | "absent"): string {
  if (rule === "absent") return kid === undefined ? "" : unsupported();
  return isKeyName(kid) ? kid : unsupported();
}

function typeOf(typ: unknown, rule: "required" | "optional"): string | undefined {
  if (typ === undefined && rule === "optional") return undefined;
  return nonEmpty(typ)
    .toLowerCase()
    .replace(/^application\//, "");
}

function segmentsOf(token: string, longest: number): readonly [string, string, string] {
  if (typeof token !== "string" || token.length > longest) throw new IdentityError("identity/malformed");
  const [header, payload, signature, ...more] = token.split(".");
  if (more.length === 2 && encryptedForm.test(token)) throw new IdentityError("identity/encrypted");
  if (!header || payload === undefined || !signature || more.length > 0) {
    throw new IdentityError("identity/malformed");
  }
  return [header, payload, signature];
}

/**
 * Takes a compact JWS apart, strictly, before any cryptography: size, alphabet, three segments, canonical Base64url, no
 * header member twice and none that is not known. `crit`, `b64`, `jku`, `x5u` and `jwk` are refused, not ignored.
 *
 * @throws IdentityError `identity/malformed`, `identity/encrypted`, `identity/unsupported-header`.
 */
export function parseJws(token: string, options: CompactOptions = {}): CompactJws {
  const { allow = [], longest = 16_384, keyId = "required", typ = "required" } = options;
  const segments = segmentsOf(token, longest);
  const [head, content, signature] = segments.map(decodeBase64url);
  if (!head || !content || !signature) throw new IdentityError("identity/malformed");
  const header = parseStrictObject(head);
  if (!Object.keys(header).every((member) => known.includes(member) || allow.includes(member))) unsupported();
  return {
    text: token,
    header,
    algorithm: nonEmpty(header["alg"]),
    keyId: keyIdOf(header["kid"], keyId),
    type: typeOf(header["typ"], typ),
    content,
    signed: `${segments[0]}.${segments[1]}`,
    signature,
  };
}

/**
 * Takes a signed token apart: {@link parseJws}, and its payload is a JSON object without a member twice.
 *
 * @throws IdentityError as {@link parseJws} does.
 */
export function parseCompact(token: string, options?: CompactOptions): CompactToken {
  const jws = parseJws(token, options);
  return { ...jws, payload: parseStrictObject(jws.content) };
}
