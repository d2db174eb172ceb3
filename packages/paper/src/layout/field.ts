import type { FieldAnswer, FieldBlock } from "../field-blocks.js";
import { boxesStrips, dateStrips } from "./answer-boxes.js";
import { linesStrips, signatureStrips, ticksStrips } from "./answer-room.js";
import { column, languageOf } from "./column.js";
import type { AnswerContext } from "./print-field.js";
import type { Strip, TagNode } from "./strip.js";
import { type Typesetter, textStrips } from "./typesetter.js";

type Answer<Kind extends FieldAnswer["kind"]> = Extract<FieldAnswer, { readonly kind: Kind }>;
type Setter<Kind extends FieldAnswer["kind"]> = (
  typesetter: Typesetter,
  answer: Answer<Kind>,
  context: AnswerContext,
) => readonly Strip[];

const setters: { readonly [Kind in FieldAnswer["kind"]]: Setter<Kind> } = {
  lines: linesStrips,
  boxes: boxesStrips,
  ticks: ticksStrips,
  date: dateStrips,
  signature: signatureStrips,
};

/** A question with its hint and the room for its answer, which is a print field (ISO 32000-1 section 14.8.5.6). */
export function fieldStrips(typesetter: Typesetter, block: FieldBlock): readonly Strip[] {
  const parent: TagNode = { tag: "Div", ...languageOf(block) };
  const text = (words: string, face: "regular" | "bold", above: number): readonly Strip[] =>
    textStrips(typesetter, words, { ...column, face, above, keepWithNext: true, node: { tag: "P", parent } });
  const label = text(block.label, "bold", typesetter.style.gap * 1.8);
  const hint = block.hint === undefined ? [] : text(block.hint, "regular", 0);
  const set = setters[block.answer.kind] as Setter<FieldAnswer["kind"]>;
  const answer = set(typesetter, block.answer, { parent, description: block.label });
  return [...[...label, ...hint].map((strip) => ({ ...strip, keep: true })), ...answer];
}
