import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digitGroups } from "../../../packages/paper/src/layout/code-panel.js";
import { rendered } from "../support/read.js";
import { formOf } from "../support/samples.js";

describe("a code panel", () => {
  test("prints the digits in groups, large, between its label and its note", async () => {
    const pdf = await rendered(
      formOf([{ type: "code", label: "Your code", digits: "259972932783", note: "Once only" }]),
    );
    const panel = pdf.all.find(({ tag }) => tag === "Div");
    expect(panel?.children.map(({ text }) => text)).toEqual(["Your code", "2599  7293  2783", "Once only"]);
    expect(Math.max(...pdf.sizes)).toBe(26);
  });

  test.each(["standard", "large-print"] as const)("%s: a line never ends inside a group", async (format) => {
    const { lines } = await rendered(
      formOf([{ type: "code", label: "x", digits: "123456".repeat(4), groupSize: 6 }], { format }),
    );
    const digits = lines
      .flat()
      .filter(({ text }) => /^[\d ]+$/.test(text) && text.length > 5)
      .flatMap(({ text }) => text.trim().split(/ +/));
    expect(digits).toEqual(Array.from({ length: 4 }, () => "123456"));
  });

  test("groups put together are the digits", () => {
    const digits = fc.stringMatching(/^[0-9]{4,24}$/);
    fc.assert(
      fc.property(digits, fc.integer({ min: 2, max: 6 }), (text, size) => {
        const groups = digitGroups(text, size);
        expect(groups.join("")).toBe(text);
        expect(groups.slice(0, -1).every((group) => group.length === size)).toBe(true);
      }),
    );
  });
});
