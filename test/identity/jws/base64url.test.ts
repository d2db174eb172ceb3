import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64url } from "../../../packages/identity/src/jws/base64url.js";

describe("Base64url", () => {
  test("is read back as it was written, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase64url(Buffer.from(bytes).toString("base64url"))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  test("has one spelling for each content: of all texts, only what would be written is read", () => {
    const text = fc.string({
      unit: fc.constantFrom("A", "E", "I", "Q", "g", "w", "0", "4", "8", "x", "-", "_"),
      maxLength: 9,
    });
    fc.assert(
      fc.property(text, (each) => {
        const canonical = Buffer.from(each, "base64url").toString("base64url") === each;
        expect(decodeBase64url(each) !== undefined).toBe(canonical);
      }),
    );
  });

  test.each([
    "A",
    "AAAAA",
    "AB",
    "AAB",
    "AA==",
    "AA=",
    "A A",
    "AA\n",
    " AA",
    "A+",
    "A/",
    "AA.",
    "Aé",
    "A\u0141",
    "AA\0A",
  ])("%j is none", (text) => {
    expect(decodeBase64url(text)).toBeUndefined();
  });

  test("nothing is nothing", () => {
    expect(decodeBase64url("")).toEqual(new Uint8Array(0));
  });
});
