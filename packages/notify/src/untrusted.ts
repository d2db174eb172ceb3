const zeroWidthSpace = "\u200b";

/** A dot, colon or at sign that would make a mail program see an address: between letters, or letters and digits. */
const joint = /(?<=[\p{L}\p{N}])([.@:])(?=[\p{L}\p{N}/])/gu;

/** Line breaks and other control characters: in a subject they would begin a header. */
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

function isNumber(text: string, at: number): boolean {
  return /\d/.test(text[at - 1] ?? "") && /\d/.test(text[at + 1] ?? "");
}

/**
 * Makes words that a person wrote harmless: no mail program makes a link of them. They look the same. Numbers and times
 * stay as they are.
 */
export function defang(text: string): string {
  return text.replace(joint, (mark, _, at: number) =>
    mark !== "@" && isNumber(text, at) ? mark : `${mark}${zeroWidthSpace}`,
  );
}

/** One line without control characters, for a subject. */
export function singleLine(text: string): string {
  return text.replace(control, " ").trim();
}
