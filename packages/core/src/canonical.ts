import { CoreError } from "./errors.js";
import { isWellFormed } from "./text.js";

/** Deeper than any honest document, shallower than the stack. */
const deepest = 512;

function refuse(path: readonly string[], reason: string): never {
  throw new CoreError("core/not-json", { details: { path: path.join("."), reason } });
}

function text(value: string, path: readonly string[]): string {
  // RFC 8785 section 3.2.2.2: half a character ends the run.
  if (!isWellFormed(value)) refuse(path, "lone surrogate");
  return JSON.stringify(value);
}

function object(value: object, path: string[], above: object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse(path, "not a plain object");
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${text(name, path)}:${write(member, [...path, name], above)}`);
  return `{${members.join(",")}}`;
}

function nested(value: object, path: string[], above: object[]): string {
  if (above.includes(value)) refuse(path, "cycle");
  if (above.length >= deepest) refuse([], "too deep");
  above.push(value);
  const written = Array.isArray(value)
    ? `[${Array.from(value, (item: unknown, index) => write(item, [...path, String(index)], above)).join(",")}]`
    : object(value, path, above);
  above.pop();
  return written;
}

function write(value: unknown, path: string[], above: object[]): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return text(value, path);
  if (typeof value === "number") {
    return Number.isFinite(value) ? JSON.stringify(value) : refuse(path, "not a finite number");
  }
  return typeof value === "object" ? nested(value, path, above) : refuse(path, typeof value);
}

/**
 * Writes a value as canonical JSON, RFC 8785: members sorted by UTF-16 code units, numbers as ECMAScript writes them,
 * no white space.
 *
 * @throws CoreError `core/not-json` for NaN, Infinity, undefined, functions, big integers, cycles, lone surrogates and
 * objects that are not plain. Nothing is dropped or converted silently.
 */
export function canonicalize(value: unknown): string {
  return write(value, [], []);
}
