import { type Fonts, readFonts } from "./font/fonts.js";
import { column } from "./layout/column.js";
import { flow } from "./layout/flow.js";
import { setLetterHead } from "./layout/letter-head.js";
import { paginate } from "./layout/paginate.js";
import { page, styles } from "./layout/style.js";
import { setText, type Typesetter } from "./layout/typesetter.js";
import type { PaperDocument } from "./model.js";
import { pageLabel } from "./page-label.js";
import { parsePaperDocument } from "./parse.js";
import { openPdf, type Pdf, type PdfOptions } from "./pdf/document.js";
import { drawArtifact, drawContents, drawMark, type PlacedContent } from "./pdf/draw.js";
import { createStructure } from "./pdf/structure.js";

/**
 * Turns a document into an A4 PDF 1.7, tagged after PDF/UA-1 (ISO 14289-1): structure tree in reading order, title, language,
 * descriptions of pictures, embedded fonts with Unicode maps.
 *
 * The same document gives the same bytes, with the same releases of this package and of the JavaScript runtime (whose
 * compression may change from one release to the next).
 *
 * @param document - What to print. It is checked first, so it may come from elsewhere.
 * @throws PaperError any of its codes; nothing is half-printed.
 */
export async function renderPdf(document: PaperDocument): Promise<Uint8Array> {
  return writePdf(document, {});
}

/** As {@link renderPdf}, with options that are of use to tests only. */
export async function writePdf(value: unknown, options: PdfOptions): Promise<Uint8Array> {
  const document = parsePaperDocument(value);
  const fonts = readFonts();
  const pdf = openPdf(document, fonts, options);
  drawPages(pdf, typesetterOf(pdf, fonts, document), document);
  return finish(pdf);
}

function typesetterOf(pdf: Pdf, fonts: Fonts, document: PaperDocument): Typesetter {
  return {
    style: styles[document.format],
    covers: fonts.covers,
    measure: (text, face, size) => pdf.font(face).fontSize(size).widthOfString(text),
  };
}

/** Everything is laid out before anything is drawn, so that an error leaves nothing and each page knows how many there are. */
function drawPages(pdf: Pdf, typesetter: Typesetter, document: PaperDocument): void {
  const head =
    document.kind === "letter"
      ? setLetterHead(typesetter, document.head)
      : { contents: [], bottom: page.top };
  const strips = flow(typesetter, document.body);
  const pages = paginate(strips, { first: head.bottom, top: page.top, bottom: page.bottom });
  const structure = createStructure(pdf);
  for (const [index, placed] of pages.entries()) {
    pdf.addPage();
    const fixed = index === 0 ? head.contents.map((content): PlacedContent => ({ ...content, top: 0 })) : [];
    const flowing = placed.flatMap(({ strip, y }) =>
      strip.contents.map((content) => ({ ...content, top: y })),
    );
    drawContents(pdf, structure, [...fixed, ...flowing]);
    const label = setText(typesetter, pageLabel(document.language, index + 1, pages.length), column);
    drawArtifact(pdf, "Pagination", () => {
      for (const mark of label.lines) drawMark(pdf, mark, page.foot);
    });
  }
}

async function finish(pdf: Pdf): Promise<Uint8Array> {
  pdf.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of pdf) chunks.push(chunk as Uint8Array);
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
