import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PaperDocument, renderPdf } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { readPdf } from "../support/pdf.js";
import { rendered } from "../support/read.js";
import { everyBlock, formOf, letterOf } from "../support/samples.js";

const absent = spawnSync("pdftoppm", ["-v"]).error !== undefined;
if (absent) console.log("Pages are not turned into pictures: no pdftoppm. apt-get install poppler-utils");

/** Dark pixels in a part of a page, given in millimetres, at 4 pixels a millimetre. */
async function darkness(
  document: PaperDocument,
  [left, top, right, bottom]: readonly [number, number, number, number],
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "paper-"));
  try {
    writeFileSync(join(folder, "page.pdf"), await renderPdf(document));
    const { status } = spawnSync(
      "pdftoppm",
      ["-r", "101.6", "-gray", "-f", "1", "-singlefile", "page.pdf", "page"],
      { cwd: folder },
    );
    expect(status).toBe(0);
    const picture = readFileSync(join(folder, "page.pgm"));
    const [, width = ""] = /^P5\s+(\d+)\s+\d+\s+255\s/.exec(picture.toString("latin1", 0, 40)) ?? [];
    const pixels = picture.subarray(
      /^P5\s+\d+\s+\d+\s+255\s/.exec(picture.toString("latin1", 0, 40))?.[0].length ?? 0,
    );
    let dark = 0;
    for (let y = top * 4; y < bottom * 4; y += 1)
      for (let x = left * 4; x < right * 4; x += 1)
        if ((pixels[y * Number(width) + x] ?? 255) < 128) dark += 1;
    return dark;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("drawing", () => {
  test("everything drawn is tagged or an artifact", async () => {
    // Reading throws for anything else, and for nested marks.
    for (const format of ["standard", "large-print"] as const)
      expect((await rendered(letterOf(everyBlock, { format }))).pageCount).toBeGreaterThan(1);
  });

  test("the reader notices what is drawn outside the tags (control)", async () => {
    const pdf = Buffer.from(
      (await rendered(formOf([{ type: "paragraph", text: "x" }]))).source,
      "latin1",
    ).toString("latin1");
    expect(() => readPdf(Buffer.from(pdf.replace(/\/P <<\s*\/MCID 0\s*>> BDC/, ""), "latin1"))).toThrow(
      "neither tagged nor an artifact",
    );
  });

  test("the marks of one element on one page are one sequence", async () => {
    const { all } = await rendered(formOf([{ type: "paragraph", text: "word ".repeat(100).trim() }]));
    expect(all.find(({ tag }) => tag === "P")?.pages).toEqual([0]);
  });
});

describe.skipIf(absent)("a picture of the page", () => {
  test("has ink in the address window and a white margin", async () => {
    const letter = letterOf([{ type: "paragraph", text: "x" }]);
    expect(await darkness(letter, [20, 57, 100, 87])).toBeGreaterThan(300);
    expect(await darkness(letter, [10, 0, 19, 297])).toBe(0);
    expect(await darkness(letter, [191, 0, 210, 297])).toBe(0);
  });

  test("a ticked box has more ink than an empty one", async () => {
    const ticks = (ticked: boolean) =>
      formOf([{ type: "field", label: "x", answer: { kind: "ticks", options: [{ label: "x", ticked }] } }]);
    const area = [20, 20, 26, 40] as const;
    expect(await darkness(ticks(true), area)).toBeGreaterThan((await darkness(ticks(false), area)) + 50);
  });
});
