import { code128Widths } from "../code/code128.js";
import { qrModules } from "../code/qr.js";
import type { BarcodeBlock, QrBlock } from "../code-blocks.js";
import { PaperError } from "../errors.js";
import { column, languageOf } from "./column.js";
import type { Content, Rectangle, Strip } from "./strip.js";
import { mm } from "./style.js";
import { lowered, setText, type Typesetter, textStrips } from "./typesetter.js";

/** A module is no smaller than a telephone reads from plain paper, and a code no smaller than 30 mm. */
const qr = { least: 30 * mm, module: 0.5 * mm, quiet: 4 } as const;

/** Widths of the narrowest bar that an office scanner reads; a code is drawn as wide as it may be between them. */
const barcode = { narrowest: 0.25 * mm, widest: 0.42 * mm, height: 15 * mm, quiet: 10 } as const;

/** A QR code with its quiet zone on the left and its caption to the right of it. */
export function qrStrips(typesetter: Typesetter, block: QrBlock): readonly Strip[] {
  const modules = qrModules(block.text);
  const across = modules.length + 2 * qr.quiet;
  const unit = Math.max(qr.module, qr.least / across);
  const side = across * unit;
  // The quiet zone reaches into the margin, so that the code stands flush with the text.
  const left = column.x - qr.quiet * unit;
  const rectangles = modules.flatMap((row, index) =>
    runs(row).map(({ from, length }) => ({
      x: left + (from + qr.quiet) * unit,
      y: (index + qr.quiet) * unit,
      width: length * unit,
      height: unit,
    })),
  );
  const area = { x: left, y: 0, width: side, height: side };
  const x = left + side;
  const caption = setText(typesetter, block.caption ?? "", { x, width: column.x + column.width - x });
  const height = Math.max(side, qr.quiet * unit + caption.line * caption.lines.length);
  const words: Content = {
    node: { tag: "P", ...languageOf(block) },
    marks: lowered(caption.lines, caption.line, qr.quiet * unit),
  };
  const contents = [figure(block, rectangles, area), ...(block.caption ? [words] : [])];
  return [{ height, above: typesetter.style.gap / 2, contents }];
}

/**
 * A Code 128 barcode with its caption below.
 *
 * @throws PaperError `paper/barcode-too-long`, `paper/barcode-character`.
 */
export function barcodeStrips(typesetter: Typesetter, block: BarcodeBlock): readonly Strip[] {
  const widths = code128Widths(block.text);
  const across = widths.reduce((sum, width) => sum + width, 0);
  const unit = Math.min(barcode.widest, column.width / across);
  if (unit < barcode.narrowest) throw new PaperError("paper/barcode-too-long");
  let x: number = column.x;
  const rectangles = widths.flatMap((width, index): readonly Rectangle[] => {
    const bar = { x, y: 0, width: width * unit, height: barcode.height };
    x += bar.width;
    return index % 2 === 0 ? [bar] : [];
  });
  const area = { x: column.x, y: 0, width: across * unit, height: barcode.height };
  const bars: Strip = {
    height: barcode.height,
    above: typesetter.style.gap * 1.5,
    keep: block.caption !== undefined,
    contents: [figure(block, rectangles, area)],
  };
  if (block.caption === undefined) return [bars];
  return [
    bars,
    ...textStrips(typesetter, block.caption, {
      ...column,
      above: mm,
      node: { tag: "P", ...languageOf(block) },
    }),
  ];
}

function figure(block: QrBlock | BarcodeBlock, rectangles: readonly Rectangle[], area: Rectangle): Content {
  return {
    node: { tag: "Figure", alt: block.alt, ...languageOf(block) },
    area,
    marks: [{ kind: "fill", rectangles }],
  };
}

/** Stretches of dark modules: fewer rectangles, and no hairlines between neighbours. */
function runs(row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] {
  const result: { from: number; length: number }[] = [];
  for (const [index, dark] of row.entries()) {
    const last = result.at(-1);
    if (!dark) continue;
    if (last !== undefined && last.from + last.length === index) last.length += 1;
    else result.push({ from: index, length: 1 });
  }
  return result;
}
