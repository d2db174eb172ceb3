import { describe, expect, test } from "vitest";
import { rendered } from "../support/read.js";
import { everyBlock, formOf } from "../support/samples.js";

describe("the structure tree", () => {
  test("has one root, and every picture's area is where the picture is", async () => {
    const { root, all } = await rendered(formOf(everyBlock));
    expect(root.tag).toBe("Document");
    for (const figure of all.filter(({ tag }) => tag === "Figure")) {
      const box = figure.attributes.get("BBox");
      const [left = 0, bottom = 0, right = 0, top = 0] = Array.isArray(box) ? box.map(Number) : [];
      for (const [x = 0, y = 0, width = 0, height = 0] of figure.rectangles) {
        expect(x).toBeGreaterThanOrEqual(left - 0.01);
        expect(x + width).toBeLessThanOrEqual(right + 0.01);
        expect(841.89 - y).toBeLessThanOrEqual(top + 0.01);
        expect(841.89 - y - height).toBeGreaterThanOrEqual(bottom - 0.01);
      }
      expect(figure.rectangles.length).toBeGreaterThan(10);
    }
  });

  test("uses only types of ISO 32000-1 section 14.8.4", async () => {
    const { all } = await rendered(formOf(everyBlock));
    const known = [
      "Document",
      "Div",
      "P",
      "H1",
      "H2",
      "H3",
      "L",
      "LI",
      "Lbl",
      "LBody",
      "Table",
      "Caption",
      "TR",
      "TH",
      "TD",
      "Figure",
      "Form",
    ];
    expect(new Set(all.map(({ tag }) => tag))).toEqual(new Set(known));
  });

  test("each page names its part of the tree, so that a reader finds the element of what it shows", async () => {
    const { source, pageCount } = await rendered(formOf(everyBlock));
    expect(source.match(/\/StructParents \d+/g)?.length).toBe(pageCount);
    expect(source.match(/\/Tabs \/S/g)?.length).toBe(pageCount);
    expect(source).toMatch(/\/ParentTree <</);
  });
});
