import { parsePaperDocument } from "@throughline/paper";
import { describe, expect, test } from "vitest";
import { refusal } from "./support/read.js";
import { everyBlock, formOf, letterOf } from "./support/samples.js";

const heading = (level: 1 | 2 | 3) => ({ type: "heading", level, text: "x" }) as const;

describe("parsePaperDocument", () => {
  test("reads what was written as JSON", () => {
    const letter = letterOf(everyBlock);
    expect(parsePaperDocument(JSON.parse(JSON.stringify(letter)))).toEqual(letter);
  });

  test.each([[0], [2], [1.5], ["1"], [undefined], [{ a: 1 }]])(
    "version %j is refused by name; only a number is repeated",
    async (version) => {
      const details = typeof version === "number" ? { version, known: [1] } : { known: [1] };
      expect(await refusal(() => parsePaperDocument({ ...formOf(everyBlock), version }))).toEqual({
        code: "paper/unknown-version",
        details,
      });
    },
  );

  test("the version is looked at first: a newer document is not called malformed", async () => {
    expect((await refusal(() => parsePaperDocument({ version: 2, somethingNew: true }))).code).toBe(
      "paper/unknown-version",
    );
  });

  test.each([[null], ["text"], [[]], [5]])("%j is no document", async (value) => {
    expect(await refusal(() => parsePaperDocument(value))).toEqual({
      code: "paper/invalid-document",
      details: { fields: [""] },
    });
  });

  test("names the paths of wrong fields", async () => {
    const wrong = {
      ...formOf([
        { type: "paragraph", text: "" },
        { type: "code", label: "x", digits: "12a4" },
      ]),
      created: "yesterday",
    };
    expect(await refusal(() => parsePaperDocument(wrong))).toEqual({
      code: "paper/invalid-document",
      details: { fields: ["created", "body.0.text", "body.1.digits"] },
    });
  });

  test("nothing to print is refused", async () => {
    const blank = [{ type: "spacer", millimetres: 5 }, { type: "page-break" }] as const;
    expect((await refusal(() => parsePaperDocument(formOf([])))).code).toBe("paper/empty-document");
    expect((await refusal(() => parsePaperDocument(formOf(blank)))).code).toBe("paper/empty-document");
  });

  test("a skipped heading level is refused, going up by any number is not", async () => {
    expect(await refusal(() => parsePaperDocument(formOf([heading(1), heading(3)])))).toEqual({
      code: "paper/heading-order",
      details: { field: "body.1" },
    });
    expect((await refusal(() => parsePaperDocument(formOf([heading(2)])))).code).toBe("paper/heading-order");
    expect(parsePaperDocument(formOf([heading(1), heading(2), heading(3), heading(1)])).body.length).toBe(4);
  });
});
