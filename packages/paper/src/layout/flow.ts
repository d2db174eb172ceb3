import type { PaperBlock } from "../blocks.js";
import { barcodeStrips, qrStrips } from "./code-figures.js";
import { codePanel } from "./code-panel.js";
import { fieldStrips } from "./field.js";
import type { Strip } from "./strip.js";
import { mm } from "./style.js";
import { tableStrips } from "./table.js";
import { headingStrips, listStrips, paragraphStrips } from "./text-blocks.js";
import type { Typesetter } from "./typesetter.js";

type Block<Type extends PaperBlock["type"]> = Extract<PaperBlock, { readonly type: Type }>;
type Setter<Type extends PaperBlock["type"]> = (
  typesetter: Typesetter,
  block: Block<Type>,
) => readonly Strip[];

const setters: { readonly [Type in PaperBlock["type"]]: Setter<Type> } = {
  heading: headingStrips,
  paragraph: paragraphStrips,
  list: listStrips,
  table: tableStrips,
  qr: qrStrips,
  barcode: barcodeStrips,
  code: codePanel,
  field: fieldStrips,
  spacer: (_, { millimetres }) => [{ height: millimetres * mm, contents: [] }],
  "page-break": () => [],
};

/** Turns the blocks of a document into strips. A page break is carried by the strip after it, so none ends a document. */
export function flow(typesetter: Typesetter, body: readonly PaperBlock[]): readonly Strip[] {
  let newPage = false;
  return body.flatMap((block) => {
    const strips = (setters[block.type] as Setter<PaperBlock["type"]>)(typesetter, block);
    const begins = newPage;
    newPage = block.type === "page-break" || (newPage && strips.length === 0);
    return begins
      ? strips.map((strip, index) => (index === 0 ? { ...strip, newPage: true } : strip))
      : strips;
  });
}
