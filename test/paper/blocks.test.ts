import { paperBlock } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { everyBlock } from "./support/samples.js";

const accepts = (value: unknown): boolean => paperBlock.safeParse(value).success;
const table = { type: "table", columns: [{ header: "a" }, { header: "b" }], rows: [["1", ""]] };

describe("paperBlock", () => {
  test.each(everyBlock.map((block) => [block.type, block]))(
    "reads a %s, and refuses it with an unknown member",
    (_, block) => {
      expect(paperBlock.parse(block)).toEqual(block);
      expect(accepts({ ...(block as object), colour: "red" })).toBe(false);
    },
  );

  test("each row of a table has one cell a column", () => {
    expect(accepts(table)).toBe(true);
    expect(accepts({ ...table, rows: [["1"]] })).toBe(false);
    expect(accepts({ ...table, rows: [["1", "2", "3"]] })).toBe(false);
  });

  test.each([
    [{ type: "heading", level: 4, text: "x" }],
    [{ type: "heading", level: 1, text: "two\nlines" }],
    [{ type: "list", style: "bulleted", items: [] }],
    [{ type: "spacer", millimetres: 0 }],
    [{ type: "spacer", millimetres: Number.NaN }],
    [{ type: "image", src: "x" }],
    [{ type: "paragraph", text: "x", strong: undefined }],
  ])("%j is refused", (block) => expect(accepts(block)).toBe(false));
});
