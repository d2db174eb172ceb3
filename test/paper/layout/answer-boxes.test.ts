import { type FieldAnswer, renderPdf } from "@throughline/paper";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal, rendered } from "../support/read.js";
import { formOf } from "../support/samples.js";

const field = (answer: FieldAnswer) => formOf([{ type: "field", label: "Question", answer }]);
const right = 190 * (72 / 25.4);

describe("boxes", () => {
  test("are as many as asked, none over another, none beyond the margin", async () => {
    const groups = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(groups, async (sizes) => {
        const boxes =
          (await rendered(field({ kind: "boxes", groups: sizes }))).all.find(({ tag }) => tag === "Form")
            ?.rectangles ?? [];
        expect(boxes.length).toBe(sizes.reduce((sum, size) => sum + size, 0));
        for (const [x = 0, , width = 0] of boxes) expect(x + width).toBeLessThanOrEqual(right + 0.01);
        expect(new Set(boxes.map(([x, y]) => `${x} ${y}`)).size).toBe(boxes.length);
      }),
      { numRuns: 15 },
    );
  });

  test("a known value has one character a box; a letter with a loose accent is one", async () => {
    const { all } = await rendered(field({ kind: "boxes", groups: [2, 2], value: "QQ1x\u0323\u0301" }));
    expect(all.find(({ tag }) => tag === "Form")?.text.normalize("NFC")).toBe(
      "QQ1x\u0323\u0301".normalize("NFC"),
    );
  });

  test("a value with more characters than boxes is refused", async () => {
    expect(await refusal(() => renderPdf(field({ kind: "boxes", groups: [2, 1], value: "ABCD" })))).toEqual({
      code: "paper/value-too-long",
      details: { boxes: 3 },
    });
  });
});

describe("a date", () => {
  const labels = { day: "Diwrnod", month: "Mis", year: "Blwyddyn" };

  test("has a word over each group and the parts in the order day, month, year", async () => {
    const { all } = await rendered(field({ kind: "date", labels, value: "1985-03-27" }));
    expect(all.find(({ tag }) => tag === "Div")?.children.map(({ text }) => text)).toEqual([
      "Question",
      "Diwrnod",
      "27",
      "Mis",
      "03",
      "Blwyddyn",
      "1985",
    ]);
    expect(all.filter(({ tag }) => tag === "Form").map(({ rectangles }) => rectangles.length)).toEqual([
      2, 2, 4,
    ]);
  });

  test("the widest words do not run off the page", async () => {
    const long = "W".repeat(30);
    const { lines } = await rendered(field({ kind: "date", labels: { day: long, month: long, year: long } }));
    for (const { x, text } of lines.flat().filter((line) => line.text.startsWith("W")))
      expect(x + text.length * 11.8).toBeLessThanOrEqual(right);
  });
});
