import type { PaperBlock, PaperForm, PaperLetter } from "@throughline/paper";

/** A form of the given blocks. */
export function formOf(body: readonly PaperBlock[], rest: Partial<PaperForm> = {}): PaperForm {
  return {
    version: 1,
    kind: "form",
    language: "en",
    title: "A form",
    format: "standard",
    created: "2026-11-23T10:00:00.000Z",
    body,
    ...rest,
  };
}

/** A letter of the given blocks. */
export function letterOf(body: readonly PaperBlock[], rest: Partial<PaperLetter> = {}): PaperLetter {
  return {
    version: 1,
    kind: "letter",
    language: "en",
    title: "A letter",
    format: "standard",
    created: "2026-11-23T10:00:00.000Z",
    body,
    head: {
      recipient: ["Ms Siân Gwŷdd", "14 Heol y Tŵr", "Caerdydd", "CF10 1AA"],
      sender: ["Work and Careers", "12 Example Street"],
      date: "23 November 2026",
      reference: { label: "Reference", value: "WC 2599" },
    },
    ...rest,
  };
}

/** One of everything. */
export const everyBlock: readonly PaperBlock[] = [
  { type: "heading", level: 1, text: "Your appointment" },
  { type: "paragraph", text: "We have booked an appointment for you.\nYou need not tell us again." },
  { type: "paragraph", text: "Dewch â'r llythyr hwn gyda chi.", strong: true, language: "cy" },
  { type: "heading", level: 2, text: "What to bring" },
  { type: "list", style: "bulleted", items: ["this letter", "your glasses"] },
  { type: "list", style: "numbered", items: ["Go in.", "Wait."] },
  { type: "heading", level: 3, text: "Times" },
  {
    type: "table",
    caption: "Times",
    rowHeaders: true,
    columns: [{ header: "Day", weight: 2 }, { header: "Place" }, { header: "Minutes", align: "end" }],
    rows: [
      ["Monday", "Cardiff", "20"],
      ["Tuesday", "", "30"],
    ],
  },
  { type: "code", label: "Code", digits: "259972932783", note: "It works once." },
  { type: "qr", text: "https://example.org/h#abc", alt: "QR code to carry on", caption: "Scan it." },
  { type: "barcode", text: "WC25997293", alt: "Barcode with your reference", caption: "WC25997293" },
  { type: "spacer", millimetres: 5 },
  { type: "page-break" },
  {
    type: "field",
    label: "1. Name",
    hint: "In capitals",
    answer: { kind: "lines", lines: 2, value: "Siân" },
  },
  {
    type: "field",
    label: "2. Born",
    answer: { kind: "date", labels: { day: "Day", month: "Month", year: "Year" }, value: "1985-03-27" },
  },
  { type: "field", label: "3. Number", answer: { kind: "boxes", groups: [2, 2], value: "QQ1" } },
  {
    type: "field",
    label: "4. Home",
    answer: {
      kind: "ticks",
      options: [
        { label: "Yes", note: "Go to 5" },
        { label: "No", ticked: true },
      ],
    },
  },
  { type: "field", label: "5. Sign", answer: { kind: "signature" } },
];
