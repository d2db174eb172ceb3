import type { HeadingBlock, ListBlock, ParagraphBlock } from "../blocks.js";
import { column, languageOf } from "./column.js";
import type { Strip, TagNode } from "./strip.js";
import { type Typesetter, textStrips } from "./typesetter.js";

/** A heading: never the last thing on a page. */
export function headingStrips(typesetter: Typesetter, block: HeadingBlock): readonly Strip[] {
  const size = typesetter.style.headings[block.level];
  const strips = textStrips(typesetter, block.text, {
    ...column,
    face: "bold",
    size,
    line: size * 1.25,
    above: size * 0.9,
    keepWithNext: true,
    node: { tag: `H${block.level}`, ...languageOf(block) },
  });
  return strips.map((strip) => ({ ...strip, keep: true }));
}

/** A paragraph. */
export function paragraphStrips(typesetter: Typesetter, block: ParagraphBlock): readonly Strip[] {
  return textStrips(typesetter, block.text, {
    ...column,
    face: block.strong ? "bold" : "regular",
    above: typesetter.style.gap,
    node: { tag: "P", ...languageOf(block) },
  });
}

/** A list with its labels hung out to the left. */
export function listStrips(typesetter: Typesetter, block: ListBlock): readonly Strip[] {
  const numbered = block.style === "numbered";
  const labels = block.items.map((_, index) => (numbered ? `${index + 1}.` : "\u2022"));
  const { body, gap } = typesetter.style;
  const widest = Math.max(...labels.map((label) => typesetter.measure(label, "regular", body)));
  const indent = Math.max(widest + body * 0.6, body * 1.4);
  const list: TagNode = {
    tag: "L",
    ...languageOf(block),
    attributes: { O: "List", ListNumbering: numbered ? "Decimal" : "Disc" },
  };
  return block.items.flatMap((item, index) => {
    const parent: TagNode = { tag: "LI", parent: list };
    const above = index === 0 ? gap : gap / 2;
    const label = textStrips(typesetter, labels[index] ?? "", { ...column, node: { tag: "Lbl", parent } });
    const text = textStrips(typesetter, item, {
      x: column.x + indent,
      width: column.width - indent,
      node: { tag: "LBody", parent },
      above,
    });
    return text.map((strip, line) =>
      line === 0
        ? { ...strip, contents: [...label.flatMap(({ contents }) => contents), ...strip.contents] }
        : strip,
    );
  });
}
