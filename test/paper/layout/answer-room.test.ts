import { type FieldAnswer, renderPdf } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { nameOf } from "../support/pdf-tokens.js";
import { refusal, rendered } from "../support/read.js";
import { formOf } from "../support/samples.js";

const field = (answer: FieldAnswer) => formOf([{ type: "field", label: "Question", answer }]);

describe("room for an answer", () => {
  test("has as many ruled lines as asked, a centimetre apart, over pages if need be", async () => {
    const { all, pageCount } = await rendered(field({ kind: "lines", lines: 40 }));
    const rules = all.find(({ tag }) => tag === "Form")?.rectangles ?? [];
    expect(rules.length).toBe(40);
    expect(pageCount).toBe(2);
    expect(((rules[1]?.[1] ?? 0) - (rules[0]?.[1] ?? 0)) / (72 / 25.4)).toBeCloseTo(10, 2);
  });

  test("a known value stands on the lines; one that needs more of them is refused", async () => {
    const value = "word ".repeat(30).trim();
    const { all } = await rendered(field({ kind: "lines", lines: 3, value }));
    expect(all.find(({ tag }) => tag === "Form")?.text).toBe(value);
    expect(await refusal(() => renderPdf(field({ kind: "lines", lines: 1, value })))).toEqual({
      code: "paper/value-too-long",
      details: { lines: 1 },
    });
  });

  test("boxes to tick say whether they are ticked; label and note are read after their box", async () => {
    const { all } = await rendered(
      field({
        kind: "ticks",
        options: [
          { label: "Yes", note: "Go to 5" },
          { label: "No", ticked: true },
        ],
      }),
    );
    const boxes = all.filter(({ tag }) => tag === "Form");
    expect(boxes.map(({ attributes }) => nameOf(attributes.get("checked")))).toEqual(["off", "on"]);
    const items = all.filter(({ tag }) => tag === "LI");
    expect(items.map(({ children }) => children.map(({ tag, text }) => [tag, text]))).toEqual([
      [
        ["Lbl", ""],
        ["LBody", "YesGo to 5"],
      ],
      [
        ["Lbl", ""],
        ["LBody", "No"],
      ],
    ]);
  });

  test("a frame to sign in is 110 by 22 mm", async () => {
    const [x = 0, , width = 0, height = 0] =
      (await rendered(field({ kind: "signature" }))).all.find(({ tag }) => tag === "Form")?.rectangles[0] ??
      [];
    const mm = 72 / 25.4;
    expect([x / mm, width / mm, height / mm].map((value) => Math.round(value * 100) / 100)).toEqual([
      20, 110, 22,
    ]);
  });
});
