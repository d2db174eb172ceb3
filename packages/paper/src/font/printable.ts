import { codePointName } from "../code-point.js";
import { PaperError } from "../errors.js";
import type { Coverage } from "./coverage.js";

/**
 * Scripts that are set one letter after the other from left to right. The font has letters of others (Arabic, Hebrew, N'Ko,
 * Lao), but they would come out in the wrong order or unjoined, which is worse than an error.
 */
const simpleScripts =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}\p{Script=Inherited}]/u;

/** Control, format (such as bidirectional overrides, which could disguise text) and private characters; line separators. */
const neverPrinted = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Soft hyphens and zero-width spaces only say where a line may break; without them it still may. */
const hints = /[\u00AD\u200B]/gu;

/**
 * The text in the form in which it is printed: composed (Unicode NFC) and without break hints.
 *
 * @throws PaperError `paper/unsupported-character` with the code point, where a character would print as an empty box.
 */
export function printable(text: string, covers: Coverage): string {
  const composed = text.replace(hints, "").normalize("NFC");
  for (const character of composed) {
    if (character === "\n") continue;
    const known = covers(character.codePointAt(0) ?? 0);
    if (!known || neverPrinted.test(character) || !simpleScripts.test(character)) {
      throw new PaperError("paper/unsupported-character", {
        details: { character: codePointName(character) },
      });
    }
  }
  return composed;
}
