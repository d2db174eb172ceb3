import { digestOf } from "@throughline/core";
import PdfKitDocument from "pdfkit";
import type { Fonts } from "../font/fonts.js";
import { page } from "../layout/style.js";
import type { PaperDocument } from "../model.js";

/** A PDF being written. */
export type Pdf = PDFKit.PDFDocument;

/** How a PDF is written. */
export interface PdfOptions {
  /** Whether streams are compressed. Default true; false for reading the file with one's own eyes. */
  readonly compress?: boolean;
}

/**
 * Opens a tagged PDF 1.7 without pages. Nothing in it depends on the clock or on chance.
 *
 * The metadata do not name PDF/UA: that would claim a conformance (ISO 14289-1 section 5) which no checker has confirmed.
 */
export function openPdf(document: PaperDocument, fonts: Fonts, options: PdfOptions): Pdf {
  const pdf = new PdfKitDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: document.language,
    compress: options.compress ?? true,
    info: {
      Title: document.title,
      Producer: "Throughline paper",
      Creator: "Throughline paper",
      CreationDate: new Date(document.created),
    },
  });
  pdf.registerFont("regular", fonts.regular);
  pdf.registerFont("bold", fonts.bold);
  identify(pdf, document);
  escapeTitle(pdf);
  return pdf;
}

/** Gives the file an identifier of its content (ISO 32000-1 section 14.4): otherwise all letters of a mailing would share one. */
function identify(pdf: Pdf, document: PaperDocument): void {
  const digits = digestOf(document).match(/../g) ?? [];
  const identifier = Uint8Array.from(digits.slice(0, 16), (pair) => Number.parseInt(pair, 16));
  Object.assign(pdf, { _id: identifier });
}

/**
 * The writer puts the title into XML as it stands, so that `&` or `<` would break the metadata or add to them. It is escaped
 * just before; the title in the Info dictionary has been written by then.
 */
function escapeTitle(pdf: Pdf): void {
  const endMetadata = pdf.endMetadata.bind(pdf);
  pdf.endMetadata = () => {
    pdf.info.Title = (pdf.info.Title ?? "").replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
    endMetadata();
  };
}
