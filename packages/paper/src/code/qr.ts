import { encode } from "uqr";
import { PaperError } from "../errors.js";

/** UTF-8 bytes that version 17 of a QR code holds at level M (ISO/IEC 18004 table 7). */
export const qrMaxBytes = 504;

/**
 * The modules of a QR code, row by row, `true` for dark, without the quiet zone. Error correction level M: a crease or a
 * stain over 15 % of it is survived.
 *
 * @throws PaperError `paper/qr-too-long`, with the limit in bytes; `paper/unsupported-character` for a lone surrogate, which
 * has no UTF-8.
 */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  if (new TextEncoder().encode(text).length > qrMaxBytes) {
    throw new PaperError("paper/qr-too-long", { details: { maxBytes: qrMaxBytes } });
  }
  if (/\p{Cs}/u.test(text))
    throw new PaperError("paper/unsupported-character", { details: { character: "U+D800" } });
  return encode(text, { ecc: "M", boostEcc: false, border: 0 }).data;
}
