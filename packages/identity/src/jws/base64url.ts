const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** What each UTF-16 code unit stands for; 255, which no six bits give, where it is none of the alphabet. */
const values = new Uint8Array(65_536).fill(255);
for (let at = 0; at < alphabet.length; at += 1) values[alphabet.charCodeAt(at)] = at;

/** Six bits of each of four characters from `at`, as one number; above 24 bits where one is none of the alphabet. */
function four(text: string, at: number): number {
  const a = values[text.charCodeAt(at)] ?? 255;
  const b = values[text.charCodeAt(at + 1)] ?? 255;
  const c = values[text.charCodeAt(at + 2)] ?? 255;
  const d = values[text.charCodeAt(at + 3)] ?? 255;
  return (a | b | c | d) > 63 ? 0x1_00_00_00 : (a << 18) | (b << 12) | (c << 6) | d;
}

/**
 * Decodes Base64url as a signature check must (RFC 4648 section 5): no padding, no white space, and unused bits of a last
 * character zero, or one signature would have several spellings (section 3.5). Answers undefined to anything else.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const rest = text.length % 4;
  const whole = text.length - rest;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  for (let index = 0; index < whole; index += 4) {
    const bits = four(text, index);
    if (bits > 0xff_ff_ff) return undefined;
    bytes[at] = bits >> 16;
    bytes[at + 1] = bits >> 8;
    bytes[at + 2] = bits;
    at += 3;
  }
  if (rest === 0) return bytes;
  // "A" stands for six zeros: what is left over fills up with them, and must have been zero itself.
  const last = four(`${text.slice(whole)}AAA`, 0);
  if (rest === 1 || last > 0xff_ff_ff || (last & (rest === 2 ? 0xff_ff : 0xff)) !== 0) return undefined;
  bytes[at] = last >> 16;
  if (rest === 3) bytes[at + 1] = last >> 8;
  return bytes;
}
