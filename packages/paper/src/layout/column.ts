import { page } from "./style.js";

/** The column of text, in points from the left of the page. */
export const column = { x: page.left, width: page.right - page.left } as const;

/** The optional language of a block, as a member of a node. */
export function languageOf(block: { readonly language?: string }): { readonly language?: string } {
  return block.language === undefined ? {} : { language: block.language };
}
