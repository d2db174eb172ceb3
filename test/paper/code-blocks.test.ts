import { expect, test } from "vitest";
import { barcodeBlock, codeBlock, qrBlock } from "../../packages/paper/src/code-blocks.js";

test.each(["123", "1234 5678", "12a4", "1".repeat(25), "١٢٣٤"])("the digits %j are refused", (digits) => {
  expect(codeBlock.safeParse({ type: "code", label: "x", digits: "1234" }).success).toBe(true);
  expect(codeBlock.safeParse({ type: "code", label: "x", digits }).success).toBe(false);
});

test("a picture without a description is refused", () => {
  expect(qrBlock.safeParse({ type: "qr", text: "x", alt: " " }).success).toBe(false);
  expect(barcodeBlock.safeParse({ type: "barcode", text: "x" }).success).toBe(false);
  expect(qrBlock.safeParse({ type: "qr", text: "x", alt: "A code" }).success).toBe(true);
});
