import { describe, expect, test } from "vitest";
import { nameOf } from "../support/pdf-tokens.js";
import { rendered } from "../support/read.js";
import { formOf } from "../support/samples.js";

describe("text blocks", () => {
  test("headings are tagged by level", async () => {
    const { root } = await rendered(
      formOf([
        { type: "heading", level: 1, text: "One" },
        { type: "heading", level: 2, text: "Two" },
        { type: "heading", level: 3, text: "Three" },
        { type: "heading", level: 2, text: "Four" },
      ]),
    );
    expect(root.children.map(({ tag, text }) => [tag, text])).toEqual([
      ["H1", "One"],
      ["H2", "Two"],
      ["H3", "Three"],
      ["H2", "Four"],
    ]);
  });

  test("a heading is never the last thing on a page", async () => {
    for (let before = 30; before < 45; before += 1) {
      const { all } = await rendered(
        formOf([
          { type: "list", style: "numbered", items: Array.from({ length: before }, () => "x") },
          { type: "heading", level: 1, text: "Heading" },
          { type: "paragraph", text: "After" },
        ]),
      );
      const page = (tag: string): number | undefined => all.find((each) => each.tag === tag)?.pages[0];
      expect(page("P")).toBe(page("H1"));
    }
  });

  test("a list has items, each with label and text", async () => {
    const { all } = await rendered(
      formOf([
        { type: "list", style: "numbered", items: Array.from({ length: 12 }, (_, index) => `item ${index}`) },
      ]),
    );
    const list = all.find(({ tag }) => tag === "L");
    expect(nameOf(list?.attributes.get("ListNumbering"))).toBe("Decimal");
    expect(list?.children.map(({ tag, children }) => [tag, ...children.map((child) => child.tag)])).toEqual(
      Array.from({ length: 12 }, () => ["LI", "Lbl", "LBody"]),
    );
    expect(list?.children.map(({ children }) => children[0]?.text).slice(8, 11)).toEqual([
      "9.",
      "10.",
      "11.",
    ]);
  });

  test("a long list and a long paragraph go on over pages as one", async () => {
    const text = Array.from({ length: 1200 }, (_, index) => `word${index}`).join(" ");
    const { all, pageCount } = await rendered(
      formOf([
        { type: "list", style: "bulleted", items: Array.from({ length: 80 }, (_, index) => `item ${index}`) },
        { type: "paragraph", text },
      ]),
    );
    expect(pageCount).toBeGreaterThan(3);
    expect(all.filter(({ tag }) => tag === "L").length).toBe(1);
    const paragraph = all.find(({ tag }) => tag === "P");
    expect(paragraph?.text).toBe(text);
    expect(new Set(paragraph?.pages).size).toBeGreaterThan(1);
  });

  test("a block in another language says so", async () => {
    const { all } = await rendered(
      formOf([
        { type: "paragraph", text: "Bore da", language: "cy" },
        { type: "paragraph", text: "Hello" },
      ]),
    );
    expect(all.filter(({ tag }) => tag === "P").map(({ language }) => language)).toEqual(["cy", undefined]);
  });
});
