import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { type PaperBlock, renderPdf } from "@throughline/paper";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOf, textOf } from "./support/pdf-tokens.js";
import { refusal, rendered } from "./support/read.js";
import { everyBlock, formOf, letterOf } from "./support/samples.js";

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("the file", () => {
  test("is a tagged PDF with title, language and the date it was made", async () => {
    const pdf = await rendered(letterOf(everyBlock, { title: "Eich apwyntiad: tŷ", language: "cy" }));
    expect(pdf.source.startsWith("%PDF-1.7")).toBe(true);
    expect(textOf(pdf.catalog.get("Lang"))).toBe("cy");
    expect(pdf.source).toMatch(/\/MarkInfo \d+ 0 R/);
    expect(pdf.source).toContain("/Marked true");
    expect(pdf.source).toContain("/DisplayDocTitle true");
    expect(textOf(pdf.info.get("Title"))).toBe("Eich apwyntiad: tŷ");
    expect(textOf(pdf.info.get("CreationDate"))).toBe("D:20261123100000Z");
    expect(pdf.source.match(/\/FontFile2/g)?.length).toBe(2);
    expect(pdf.source).not.toContain("Helvetica");
  });

  test("reads out everything once, in order", async () => {
    const { root } = await rendered(letterOf(everyBlock));
    expect(root.children.map(({ tag }) => tag)).toEqual([
      "P",
      "P",
      "P",
      "P",
      "H1",
      "P",
      "P",
      "H2",
      "L",
      "L",
      "H3",
      "Table",
      "Div",
      "Figure",
      "P",
      "Figure",
      "P",
      "Div",
      "Div",
      "Div",
      "Div",
      "Div",
    ]);
    expect(root.text).toMatchInlineSnapshot(
      `"Work and Careers 12 Example StreetMs Siân Gwŷdd 14 Heol y Tŵr Caerdydd CF10 1AA23 November 2026Reference: WC 2599Your appointmentWe have booked an appointment for you. You need not tell us again.Dewch â'r llythyr hwn gyda chi.What to bring•this letter•your glasses1.Go in.2.Wait.TimesTimesDayPlaceMinutesMondayCardiff20Tuesday30Code2599  7293  2783It works once.Scan it.WC259972931. NameIn capitalsSiân2. BornDay27Month03Year19853. NumberQQ14. HomeYesGo to 5No5. Sign"`,
    );
  });

  test("has the page numbers outside the reading order", async () => {
    const welsh = await rendered(formOf(everyBlock, { language: "cy-GB" }));
    expect(welsh.artifacts).toEqual(["Tudalen 1 o 2", "Tudalen 2 o 2"]);
    expect(welsh.root.text).not.toContain("Tudalen");
    const three = await rendered(
      formOf(Array.from({ length: 3 }, () => [everyBlock[1], { type: "page-break" }]).flat() as PaperBlock[]),
    );
    expect(three.artifacts).toEqual(["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]);
  });

  test("describes each figure", async () => {
    const { all } = await rendered(formOf(everyBlock));
    const figures = all.filter(({ tag }) => tag === "Figure");
    expect(figures.map(({ alt }) => alt)).toEqual(["QR code to carry on", "Barcode with your reference"]);
    expect(figures.map(({ attributes }) => nameOf(attributes.get("O")))).toEqual(["Layout", "Layout"]);
  });
});

describe("the same document", () => {
  test("gives the same bytes, in this process and in another, and another document another file", async () => {
    const document = letterOf(everyBlock);
    const [one, two] = [await renderPdf(document), await renderPdf(structuredClone(document))];
    expect(hash(two)).toBe(hash(one));
    const script = `const { renderPdf } = await import("@throughline/paper");
      const { createHash } = await import("node:crypto");
      process.stdout.write(createHash("sha256").update(await renderPdf(${JSON.stringify(document)})).digest("hex"));`;
    const other = execFileSync(
      process.execPath,
      ["--import", "tsx", "--conditions=@throughline/source", "--input-type=module", "--eval", script],
      { encoding: "utf8", env: { ...process.env, TZ: "Pacific/Auckland", LANG: "cy_GB.UTF-8" } },
    );
    expect(other).toBe(hash(one));
    expect(hash(await renderPdf({ ...document, title: "Another" }))).not.toBe(hash(one));
  }, 30_000);

  test("has an identifier of its content, so that two letters of one mailing differ in theirs", async () => {
    const id = async (text: string) =>
      /\/ID \[<(\w+)>/.exec((await rendered(formOf([{ type: "paragraph", text }]))).source)?.[1];
    const [one, again, two] = [await id("one"), await id("one"), await id("two")];
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(again).toBe(one);
    expect(two).not.toBe(one);
  });
});

describe("large print", () => {
  test("has nothing below 16 points, and wider lines", async () => {
    const large = await rendered(letterOf(everyBlock, { format: "large-print" }));
    expect(Math.min(...large.sizes)).toBeGreaterThanOrEqual(16);
    const standard = await rendered(letterOf(everyBlock));
    expect(Math.min(...standard.sizes)).toBe(10);
    const step = (pdf: typeof large) => {
      const y = (text: string) => pdf.lines.flat().find((line) => line.text.startsWith(text))?.y ?? 0;
      return y("You need not") - y("We have booked");
    };
    expect(step(large)).toBeCloseTo(24, 3);
    expect(step(standard)).toBeCloseTo(16.8, 3);
  });

  test("reads out the same as standard print", async () => {
    const [large, standard] = [
      await rendered(letterOf(everyBlock, { format: "large-print" })),
      await rendered(letterOf(everyBlock)),
    ];
    expect(large.root.text.replace(/\s+/g, " ")).toBe(standard.root.text.replace(/\s+/g, " "));
  });
});

describe("hostile input", () => {
  test("text cannot add to the metadata, the dictionaries or the page", async () => {
    const evil = `</rdf:li><x a="1">&amp; ) >> endobj (\\`;
    const pdf = await rendered(
      formOf(
        [
          { type: "paragraph", text: evil },
          { type: "qr", text: "x", alt: evil },
        ],
        { title: evil },
      ),
    );
    expect(textOf(pdf.info.get("Title"))).toBe(evil);
    expect(pdf.source).toContain('&#60;/rdf:li&#62;&#60;x a="1"&#62;&#38;amp; ) &#62;&#62; endobj (\\');
    expect(pdf.all.find(({ tag }) => tag === "Figure")?.alt).toBe(evil);
    expect(pdf.root.text).toBe(evil);
  });

  test("an error never holds what was to be printed", async () => {
    const secret = "Zebedee7731";
    const wrong: unknown[] = [
      formOf([{ type: "paragraph", text: `${secret}\u{1F1E6}\uE000` }]),
      formOf([{ type: "paragraph", text: 5, [secret]: 1 } as never]),
      { ...formOf(everyBlock), version: secret },
      { ...formOf(everyBlock), [secret]: secret },
      formOf([{ type: "barcode", text: `${secret}é`, alt: "x" }]),
      formOf([{ type: "qr", text: secret.repeat(99), alt: "x" }]),
      formOf([{ type: "field", label: secret, answer: { kind: "boxes", groups: [3], value: secret } }]),
    ];
    for (const document of wrong) {
      const error: unknown = await renderPdf(document as never).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      const { code, message, details } = error as { code: string; message: string; details: unknown };
      expect(code).toMatch(/^paper\//);
      expect(message + JSON.stringify(details)).not.toContain(secret);
    }
  });

  test("any text is either printed whole or refused by name", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 60, unit: "binary" }), async (text) => {
        const document = formOf([{ type: "paragraph", text: `a${text}z` }]);
        const outcome = await rendered(document).then(
          ({ root }) => root.text,
          (error: { code: string }) => error.code,
        );
        const composed = `a${text}z`.replace(/[\u00AD\u200B]/g, "").normalize("NFC");
        const letters = (words: string): string => words.replace(/[ \n]/g, "");
        const refused = ["paper/unsupported-character", "paper/invalid-document"].includes(outcome);
        expect(refused || letters(outcome) === letters(composed)).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("a document of an unknown version is refused by name", async () => {
    expect(await refusal(() => renderPdf({ ...formOf(everyBlock), version: 2 } as never))).toEqual({
      code: "paper/unknown-version",
      details: { version: 2, known: [1] },
    });
  });
});
