/** A code taken apart. The locator finds the handoff, the secret proves that the person gave the code. */
export interface SpokenCode {
  /** Four digits. */
  readonly locator: string;
  /** Six digits. */
  readonly secret: string;
}

/** What became of a text that ought to be a code. A failed check says nothing about the secret and costs no attempt. */
export type ParsedCode =
  | ({ readonly ok: true } & SpokenCode)
  | { readonly ok: false; readonly reason: "malformed" | "check" };

/** Longer than any honest way of writing twelve digits. */
const longestText = 64;

/** The two check digits of ISO/IEC 7064 MOD 97-10 over ten digits. */
function checkDigits(payload: string): string {
  const remainder = (Number(payload) * 100) % 97;
  return String(98 - remainder).padStart(2, "0");
}

/**
 * Writes a code for speech: twelve digits `LLLL SSSS SSCC` in three groups of four, the last two a check (ISO/IEC 7064
 * MOD 97-10). Every single wrong digit, swap of neighbours, swap across one and doubled twin is noticed.
 *
 * @throws RangeError where locator or secret do not have four and six digits.
 */
export function formatSpokenCode({ locator, secret }: SpokenCode): string {
  if (!/^[0-9]{4}$/.test(locator) || !/^[0-9]{6}$/.test(secret)) {
    throw new RangeError("A locator has four digits and a secret six.");
  }
  const payload = locator + secret;
  return (payload + checkDigits(payload)).replace(/(.{4})(?=.)/g, "$1 ");
}

/**
 * Reads a code as somebody typed it. Spaces and hyphens are ignored, everything else but the digits 0 to 9 is refused, and
 * nothing is ever corrected: that would widen what a guess may hit.
 */
export function parseSpokenCode(text: string): ParsedCode {
  if (text.length > longestText || !/^[0-9 -]*$/.test(text)) return { ok: false, reason: "malformed" };
  const digits = text.replace(/[ -]/g, "");
  if (digits.length !== 12) return { ok: false, reason: "malformed" };
  const payload = digits.slice(0, 10);
  if (checkDigits(payload) !== digits.slice(10)) return { ok: false, reason: "check" };
  return { ok: true, locator: payload.slice(0, 4), secret: payload.slice(4) };
}
