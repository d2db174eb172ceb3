import { expect, test } from "vitest";
import { fontMetrics, readFonts } from "../../../packages/paper/src/font/fonts.js";

test("the metrics are those in the files", () => {
  const { regular, bold } = readFonts();
  for (const bytes of [regular, bold]) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const table = (tag: string): number => {
      for (let at = 12; ; at += 16)
        if (Buffer.from(bytes.subarray(at, at + 4)).toString("latin1") === tag) return view.getUint32(at + 8);
    };
    const units = view.getUint16(table("head") + 18);
    expect(view.getInt16(table("hhea") + 4) / units).toBeCloseTo(fontMetrics.ascent, 3);
    expect(-view.getInt16(table("hhea") + 6) / units).toBeCloseTo(fontMetrics.descent, 3);
  }
});
