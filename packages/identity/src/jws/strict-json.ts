import { IdentityError } from "../errors.js";

/** Deeper than any token we know, and shallow enough for an attacker to gain nothing. */
const deepest = 32;

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];

/** Brackets and braces are told apart by one bit of case: `[` and `{`, `]` and `}`. */
const [opening, closing, caseBit] = [0x7b, 0x7d, 0x20];

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function malformed(): never {
  throw new IdentityError("identity/malformed");
}

/** Where a string that begins at `start` ends: at the first quote with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}

/** How many members JSON text writes down: one for each colon outside a string. */
function membersWritten(text: string): number {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === colon) members += 1;
    else if ((code | caseBit) === opening) depth += 1;
    else if ((code | caseBit) === closing) depth -= 1;
    if (depth > deepest) malformed();
  }
  return members;
}

function membersRead(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const content: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let members = Array.isArray(value) ? 0 : content.length;
  for (const each of content) if (typeof each === "object") members += membersRead(each);
  return members;
}

/**
 * Reads a JSON object as a signature check must: no member twice, however spelt (RFC 7515 section 4), not deeper than 32
 * levels, well-formed UTF-8, no byte order mark. A member `__proto__` is a member like any other and changes no prototype.
 *
 * @throws IdentityError `identity/malformed`.
 */
export function parseStrictObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const text = utf8.decode(bytes);
    const written = membersWritten(text);
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) malformed();
    // A name that stands twice is written twice and read once: so the two counts differ.
    if (written !== membersRead(value)) malformed();
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return malformed();
  }
}
