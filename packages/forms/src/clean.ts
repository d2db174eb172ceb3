/**
 * Half surrogates, and marks that nobody types and that can make a text read other than it is stored: control characters,
 * direction overrides, zero-width spaces. Joiners stay: Persian and the languages of India need them.
 */
const unseen =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Something that a reader sees. */
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A text of several lines as it is kept: NFC, line feeds, no unseen marks, no white space around; empty if nothing is seen. */
export function cleanText(raw: string): string {
  const text = raw.replace(/\r\n?/g, "\n").replace(unseen, "").normalize("NFC").trim();
  return seen.test(text) ? text : "";
}

/** A text of one line as it is kept: like {@link cleanText}, every run of white space one space. */
export function cleanLine(raw: string): string {
  return cleanText(raw).replace(/\s+/g, " ");
}

/** How many characters a person would count: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
