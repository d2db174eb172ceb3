import type { TableBlock } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { nameOf } from "../support/pdf-tokens.js";
import { rendered } from "../support/read.js";
import { formOf } from "../support/samples.js";

const table = (rows: number, rest: Partial<TableBlock> = {}): TableBlock => ({
  type: "table",
  columns: [{ header: "Day" }, { header: "Place", weight: 2 }, { header: "Minutes", align: "end" }],
  rows: Array.from({ length: rows }, (_, index) => [`Day ${index + 1}`, "Cardiff", String(index)]),
  ...rest,
});

describe("a table", () => {
  test("is tagged with rows, and headings with their scope", async () => {
    const { all } = await rendered(formOf([table(2, { rowHeaders: true, caption: "Times" })]));
    const tagged = all.find(({ tag }) => tag === "Table");
    expect(tagged?.children.map(({ tag }) => tag)).toEqual(["Caption", "TR", "TR", "TR"]);
    const cells = tagged?.children
      .slice(1)
      .map(({ children }) => children.map(({ tag, attributes }) => [tag, nameOf(attributes.get("Scope"))]));
    const row = [
      ["TH", "Row"],
      ["TD", undefined],
      ["TD", undefined],
    ];
    expect(cells).toEqual([
      [
        ["TH", "Column"],
        ["TH", "Column"],
        ["TH", "Column"],
      ],
      row,
      row,
    ]);
  });

  test("goes on over pages: headings printed on each, read out once, and no row lost", async () => {
    const pdf = await rendered(formOf([table(150)]));
    expect(pdf.pageCount).toBeGreaterThan(3);
    expect(pdf.all.filter(({ tag }) => tag === "TH").map(({ text }) => text)).toEqual([
      "Day",
      "Place",
      "Minutes",
    ]);
    expect(pdf.artifacts.slice(1).every((text) => text.startsWith("DayPlaceMinutes"))).toBe(true);
    expect(pdf.artifacts[0]).not.toContain("Place");
    const first = pdf.all
      .filter(({ tag }) => tag === "TR")
      .slice(1)
      .map(({ children }) => children[0]?.text);
    expect(first).toEqual(Array.from({ length: 150 }, (_, index) => `Day ${index + 1}`));
  });

  test("an empty cell is still a cell", async () => {
    const { all } = await rendered(formOf([table(1, { rows: [["", "", "x"]] })]));
    expect(all.filter(({ tag }) => tag === "TD").map(({ text }) => text)).toEqual(["", "", "x"]);
  });

  test("a row taller than a page is printed whole", async () => {
    const long = Array.from({ length: 300 }, (_, index) => `w${index}`).join(" ");
    const pdf = await rendered(formOf([table(1, { rows: [["a", "b", long]] })], { format: "large-print" }));
    expect(pdf.all.find(({ text, tag }) => tag === "TD" && text.startsWith("w0"))?.text).toBe(long);
    expect(pdf.pageCount).toBeGreaterThan(1);
  });

  test("figures stand flush right", async () => {
    const { lines } = await rendered(
      formOf([
        table(2, {
          rows: [
            ["a", "b", "1"],
            ["a", "b", "1000"],
          ],
        }),
      ]),
    );
    const x = (text: string): number => lines.flat().find((line) => line.text === text)?.x ?? 0;
    expect(x("1")).toBeGreaterThan(x("1000") + 20);
  });
});
