import { IdentityError } from "./errors.js";

/** One token of JSON text (RFC 8259 section 2), white space before it included. */
const token = /[ \t\n\r]*("(?:[^"\\\u0000-\u001f]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+)/y;

/** Deep enough for every claim we know, and for an attacker to be of no use. */
const deepest = 12;

/** The member names seen in each object that is open; `undefined` for an array. */
type Open = Set<string> | undefined;

function malformed(): never {
  throw new IdentityError("identity/malformed");
}

function tokensOf(text: string): readonly string[] {
  const found: string[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) found.push(token.exec(text)?.[1] ?? malformed());
  return found;
}

/** Two spellings of one name are one name: `"a"` and `"\u0061"`. */
function note(name: string, seen: Set<string>): void {
  const plain: unknown = JSON.parse(name);
  if (typeof plain !== "string" || seen.has(plain)) malformed();
  seen.add(plain);
}

function checkMembers(text: string): void {
  const open: Open[] = [];
  const tokens = tokensOf(text);
  tokens.forEach((part, index) => {
    if (part === "{") open.push(new Set());
    else if (part === "[") open.push(undefined);
    else if (part === "}" || part === "]") open.pop();
    else if (tokens[index + 1] === ":") note(part, open.at(-1) ?? malformed());
    if (open.length > deepest) malformed();
  });
}

/**
 * Reads a JSON object as a signature check must: no member twice, however spelt (RFC 7515 section 4), not deeper than
 * twelve levels, well-formed UTF-8, no byte order mark.
 *
 * @throws IdentityError `identity/malformed`.
 */
export function parseStrictObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) malformed();
    checkMembers(text);
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return malformed();
  }
}
