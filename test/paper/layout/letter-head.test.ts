import { renderPdf } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { refusal, rendered } from "../support/read.js";
import { letterOf } from "../support/samples.js";

const mm = 72 / 25.4;
const body = [{ type: "paragraph", text: "Text" }] as const;
const to = (recipient: readonly string[]) => ({ ...letterOf(body).head, recipient });
const seven = [
  "Ms Siân Llywelyn-Gwŷdd",
  "Flat 2",
  "Tŷ Mawr",
  "14 Heol y Tŵr",
  "Llanfairpwllgwyngyll",
  "Ynys Môn",
  "LL61 5UJ",
];

describe("the head of a letter", () => {
  test("seven lines stand inside what a DL window always shows: 20 to 100 mm across, 57 to 87 mm down", async () => {
    const { lines } = await rendered(letterOf(body, { head: to(seven) }));
    const inWindow = (lines[0] ?? []).filter(({ y, x }) => y > 52 * mm && y < 92 * mm && x < 110 * mm);
    expect(inWindow.map(({ text }) => text.trim())).toEqual(seven);
    for (const { x, y, text } of inWindow) {
      expect(x).toBeGreaterThanOrEqual(20 * mm);
      expect(x + text.length * 7).toBeLessThanOrEqual(100 * mm);
      expect(y - 10).toBeGreaterThanOrEqual(57 * mm - 1);
      expect(y + 2).toBeLessThanOrEqual(87 * mm);
    }
  });

  test.each(["standard", "large-print"] as const)(
    "%s: nothing but the address is seen through the window, and the text is under it",
    async (format) => {
      const { lines } = await rendered(
        letterOf(body, {
          format,
          head: { ...to(seven), sender: Array.from({ length: 8 }, () => "A sender's rather long line") },
        }),
      );
      const text = lines[0]?.find((line) => line.text === "Text");
      const above = (lines[0] ?? []).filter((line) => line.x < 110 * mm && line.y < (text?.y ?? 0));
      expect(above.map((line) => line.text.trim())).toEqual(seven);
    },
  );

  test("is read out as sender, recipient, date, reference", async () => {
    const { root } = await rendered(letterOf(body));
    expect(root.children.map(({ text }) => text)).toEqual([
      "Work and Careers 12 Example Street",
      "Ms Siân Gwŷdd 14 Heol y Tŵr Caerdydd CF10 1AA",
      "23 November 2026",
      "Reference: WC 2599",
      "Text",
    ]);
  });

  test("large print takes seven lines too", async () => {
    const { root } = await rendered(letterOf(body, { format: "large-print", head: to(seven) }));
    expect(root.children[1]?.text).toBe(seven.join(" "));
  });

  test("an address that does not fit is refused, an eighth line by the schema", async () => {
    const wide = seven.map((line) => `${line} with very many more words than fit on a line`);
    expect(await refusal(() => renderPdf(letterOf(body, { head: to(wide) })))).toEqual({
      code: "paper/address-too-long",
      details: { maxLines: 7 },
    });
    expect(await refusal(() => renderPdf(letterOf(body, { head: to([...seven, "UK"]) })))).toEqual({
      code: "paper/invalid-document",
      details: { fields: ["head.recipient"] },
    });
  });

  test("a line break cannot smuggle in more lines", async () => {
    expect((await refusal(() => renderPdf(letterOf(body, { head: to(["a\nb"]) })))).code).toBe(
      "paper/invalid-document",
    );
  });
});
