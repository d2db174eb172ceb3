const unfit = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** Half of a character: no text that is stored or hashed may hold it. */
const loneSurrogate = /\p{Cs}/u;

/** Tells whether a text is well-formed Unicode. */
export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text);
}

/** Tells whether a text is fit for an attribute: CloudEvents 1.0 section 2.1, the type String; and not empty. */
export function isAttributeText(text: string): boolean {
  return text.length > 0 && !unfit.test(text);
}

/** Tells whether a text can be stored by every store: well-formed and without the character zero. */
export function isStorable(text: string): boolean {
  return isWellFormed(text) && !text.includes("\u0000");
}

/** Surrogates stand for the characters above U+FFFF, so they count as higher than U+E000 to U+FFFF. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Compares two texts by code point: the order that every ledger keeps. Negative: `a` comes first. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
