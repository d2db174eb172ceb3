import { readFileSync } from "node:fs";
import { parcelDocument } from "@throughline/http";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { memberOf, parseJson, readParcel } from "../../../packages/http/src/courier/document.js";

const golden = JSON.parse(readFileSync(new URL("parcel.v1.golden.json", import.meta.url), "utf8")) as object;

function codeOf(value: unknown): string {
  try {
    readParcel(value);
    return "read";
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

describe("the parcel document", () => {
  test("the published schema is what is really accepted", async () => {
    const schema = {
      $id: "urn:throughline:schema:parcel:1",
      title: "Throughline parcel, version 1",
      ...z.toJSONSchema(parcelDocument),
    };
    const published = "../../../packages/http/schemas/parcel.v1.json";
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(published);
  });

  test("a document of version 1 is read as ever", () => {
    expect(readParcel(golden)).toEqual(golden);
  });

  test("another version is refused by name, whatever else it holds", () => {
    for (const version of [0, 2, 1.5, 99]) {
      expect(() => readParcel({ ...golden, version, news: true })).toThrow(
        expect.objectContaining({ code: "http/unknown-parcel-version", details: { version, known: [1] } }),
      );
    }
  });

  test.each(["version", "id", "type", "from", "to", "sentAt", "data"])(
    "%s must be there, and be right",
    (name) => {
      const { [name as keyof typeof golden]: _, ...rest } = golden;
      const wrong = { ...golden, [name]: null };
      for (const value of [rest, wrong]) {
        expect(() => readParcel(value)).toThrow(
          expect.objectContaining({ code: "http/malformed-parcel", details: { members: [name] } }),
        );
      }
    },
  );

  test("what is no object at all", () => {
    expect([null, undefined, 1, "x", [], true].map(codeOf)).toEqual(
      Array.from({ length: 6 }, () => "http/malformed-parcel"),
    );
  });

  test("any JSON in the data goes through unchanged, unless a name in it is reserved or it is too deep", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (content) => {
        const document = { ...golden, data: { content } };
        const text = JSON.stringify(document);
        const isReserved = /"(~|__proto__")/.test(
          JSON.stringify({ content }).replaceAll(/:"(\\.|[^"\\])*"/g, ":0"),
        );
        fc.pre(!isReserved);
        expect(readParcel(JSON.parse(text))).toEqual(JSON.parse(text));
      }),
    );
    const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);
    expect(codeOf({ ...golden, data: { a: deep(60) } })).toBe("read");
    expect(codeOf({ ...golden, data: { a: deep(64) } })).toBe("http/malformed-parcel");
  });

  test("a name is read from what is not yet believed, and from nowhere else", () => {
    expect(memberOf({ from: "work" }, "from")).toBe("work");
    const inherited: unknown = Object.create({ from: "work" });
    expect([{}, { from: 1 }, null, "from", [], inherited].map((value) => memberOf(value, "from"))).toEqual(
      Array.from({ length: 6 }, () => ""),
    );
  });

  test("bytes that are no UTF-8 or no JSON are refused", () => {
    for (const bytes of [new Uint8Array([0xff]), new Uint8Array(), new TextEncoder().encode("{")]) {
      expect(() => parseJson(bytes)).toThrow(expect.objectContaining({ code: "http/malformed-parcel" }));
    }
  });
});
