import { isThroughlineError } from "@throughline/core";
import { PaperError, type PaperErrorCode, paperErrors, renderPdf } from "@throughline/paper";
import { expect, test } from "vitest";
import { refusal } from "./support/read.js";
import { formOf, letterOf } from "./support/samples.js";

const text = { type: "paragraph", text: "x" } as const;
const head = letterOf([text]).head;

/** A document that is refused with each code: the table has no code that nothing gives. */
const refused: Readonly<Record<PaperErrorCode, unknown>> = {
  "paper/unknown-version": { ...formOf([text]), version: 7 },
  "paper/invalid-document": { ...formOf([text]), language: "" },
  "paper/empty-document": formOf([]),
  "paper/heading-order": formOf([{ type: "heading", level: 2, text: "x" }]),
  "paper/unsupported-character": formOf([{ type: "paragraph", text: "中" }]),
  "paper/address-too-long": letterOf([text], {
    head: { ...head, recipient: ["x".repeat(119), ...Array.from({ length: 6 }, () => "x")] },
  }),
  "paper/value-too-long": formOf([
    { type: "field", label: "x", answer: { kind: "boxes", groups: [1], value: "ab" } },
  ]),
  "paper/qr-too-long": formOf([{ type: "qr", text: "x".repeat(600), alt: "x" }]),
  "paper/barcode-character": formOf([{ type: "barcode", text: "ŵ", alt: "x" }]),
  "paper/barcode-too-long": formOf([{ type: "barcode", text: "x".repeat(100), alt: "x" }]),
};

test.each(Object.entries(refused))("%s comes from a document", async (code, document) => {
  expect((await refusal(() => renderPdf(document as never))).code).toBe(code);
});

test("the error is one of ours, says what to do, and has the status of its table", () => {
  const error = new PaperError("paper/qr-too-long", { details: { maxBytes: 504 } });
  expect(isThroughlineError(error, "paper/qr-too-long")).toBe(true);
  expect([error.status, error.message, error.details]).toEqual([
    422,
    paperErrors["paper/qr-too-long"].message,
    { maxBytes: 504 },
  ]);
});
