import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderPdf } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { decodeCode128 } from "../support/code128.js";
import { modulesOf, readQr } from "../support/qr.js";
import { refusal, rendered } from "../support/read.js";
import { formOf, letterOf } from "../support/samples.js";

const mm = 72 / 25.4;
const url = "https://example.org/h#A1b2C3d4E5A1b2C3d4E5A1b2C3d4E5A1b2C3d4E5xyz";
const missing = ["pdftoppm", "zbarimg"].filter((tool) => spawnSync(tool, ["--version"]).error !== undefined);
if (missing.length > 0)
  console.log(
    `Codes are not read from a picture of the page: no ${missing.join(", ")}. apt-get install poppler-utils zbar-tools`,
  );

describe("a QR code on the page", () => {
  test.each([
    ["short", "abc"],
    ["a link", url],
    ["the longest", "x".repeat(504)],
  ])("%s is read back from its rectangles", async (_, text) => {
    const { all } = await rendered(formOf([{ type: "qr", text, alt: "A code" }]));
    const figure = all.find(({ tag }) => tag === "Figure");
    expect(readQr(modulesOf(figure?.rectangles ?? []))).toBe(text);
    const unit = figure?.rectangles[0]?.[3] ?? 0;
    expect(unit).toBeGreaterThanOrEqual(0.5 * mm - 1e-3);
  });

  test("nothing is printed in its quiet zone", async () => {
    const { all, lines } = await rendered(
      formOf([{ type: "qr", text: url, alt: "A code", caption: "Scan this code" }]),
    );
    const rectangles = all.find(({ tag }) => tag === "Figure")?.rectangles ?? [];
    const unit = rectangles[0]?.[3] ?? 0;
    const right = Math.max(...rectangles.map(([x = 0, , width = 0]) => x + width));
    expect(lines.flat().find(({ text }) => text.startsWith("Scan"))?.x).toBeGreaterThanOrEqual(
      right + 4 * unit - 1e-3,
    );
    expect(Math.min(...rectangles.map(([x = 0]) => x))).toBeGreaterThanOrEqual(4 * unit);
  });

  test("too much for a code is refused", async () => {
    expect(
      (await refusal(() => renderPdf(formOf([{ type: "qr", text: "x".repeat(505), alt: "x" }])))).code,
    ).toBe("paper/qr-too-long");
  });
});

describe("a barcode on the page", () => {
  test("is read back from its rectangles", async () => {
    const { all } = await rendered(formOf([{ type: "barcode", text: "WC-0012345678/A", alt: "Reference" }]));
    const bars = all.find(({ tag }) => tag === "Figure")?.rectangles ?? [];
    const unit = Math.min(...bars.map(([, , width = 0]) => width));
    const widths = bars.flatMap(([x = 0, , width = 0], index) => {
      const next = bars[index + 1]?.[0];
      return [width, ...(next === undefined ? [] : [next - x - width])].map((points) =>
        Math.round(points / unit),
      );
    });
    expect(decodeCode128(widths)).toBe("WC-0012345678/A");
  });

  test("the widest keeps bars of a quarter of a millimetre; a longer one is refused", async () => {
    const { all } = await rendered(formOf([{ type: "barcode", text: "7".repeat(112), alt: "x" }]));
    const bars = all.find(({ tag }) => tag === "Figure")?.rectangles ?? [];
    expect(Math.min(...bars.map(([, , width = 0]) => width))).toBeGreaterThanOrEqual(0.25 * mm - 1e-3);
    expect(
      (await refusal(() => renderPdf(formOf([{ type: "barcode", text: "x".repeat(80), alt: "x" }])))).code,
    ).toBe("paper/barcode-too-long");
  });
});

test.skipIf(missing.length > 0)("a picture of the page is read by a scanner", async () => {
  const folder = mkdtempSync(join(tmpdir(), "paper-"));
  try {
    const codes = [
      { type: "qr", text: url, alt: "A code" },
      { type: "barcode", text: "WC0012345678", alt: "Reference" },
    ] as const;
    writeFileSync(join(folder, "page.pdf"), await renderPdf(letterOf(codes)));
    execFileSync("pdftoppm", ["-r", "200", "-png", "-singlefile", "page.pdf", "page"], {
      cwd: folder,
      stdio: "pipe",
    });
    const read = execFileSync("zbarimg", ["-q", "page.png"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    expect(read.trim().split("\n").sort()).toEqual(["CODE-128:WC0012345678", `QR-Code:${url}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
