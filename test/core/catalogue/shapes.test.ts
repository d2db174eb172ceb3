import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  address,
  choice,
  count,
  email,
  language,
  line,
  money,
  phone,
  words,
} from "../../../packages/core/src/catalogue/shapes.js";

const fits = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe("text", () => {
  test("a line holds something, and no character that moves it on", () => {
    expect(["a", " a ", "Ŵyn 🧭", "x".repeat(200)].map((text) => fits(line(), text))).toEqual(
      Array(4).fill(true),
    );
    for (const text of ["", " ", "\u00A0", "a\n", "\ta", "\u0000", "x".repeat(201), 1, null])
      expect(fits(line(), text)).toBe(false);
    expect([fits(line(3), "abc"), fits(line(3), "abcd")]).toEqual([true, false]);
  });

  test("words may have line breaks, but nothing else that is not seen", () => {
    expect(["a\nb", "\n\na", "a\t\r\n"].map((text) => fits(words(), text))).toEqual([true, true, true]);
    for (const text of ["\n", " \t ", "a\u0007", "\u0007a", "a\uD800", "x".repeat(2001)])
      expect(fits(words(), text)).toBe(false);
  });

  test("whatever fits comes back unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 210 }), (text) => {
        const parsed = line().safeParse(text);
        const isLine = text.length <= 200 && /\S/u.test(text) && !/[\p{Cc}\p{Cs}]/u.test(text);
        expect([parsed.success, parsed.data]).toEqual([isLine, isLine ? text : undefined]);
      }),
    );
  });
});

test.each([
  [
    email,
    ["a@b.org", "siân.o'x+tag@sub.example.cymru"],
    ["a@b", "@b.org", "a@.", "a b@c.org", `${"x".repeat(65)}@b.org`, "a@b.org\n"],
  ],
  [
    phone,
    ["01970 123456", "+44 1970 123456", "(01970) 123-456 ext. 9"],
    ["1234", "01970 CALL ME", "+", "0".repeat(40), "01970 123456 ext"],
  ],
  [language, ["en", "cy", "zh-Hant", "pt-BR"], ["e", "english", "en_GB", "en-", ""]],
  [
    money,
    [{ pence: 0, currency: "GBP" }],
    [{ pence: 0.5, currency: "GBP" }, { pence: 1, currency: "gbp" }, { pence: 1 }, 5],
  ],
  [count(3), [0, 3], [-1, 4, 1.5, "1", Number.NaN]],
  [choice("a", "b"), ["a", "b"], ["c", "A", ""]],
  [
    address,
    [{ lines: ["1", "2", "3", "4"], town: "Bangor", postcode: "ll57 2dg", country: "GB" }],
    [
      { lines: ["1"], town: "Bangor", postcode: "?", country: "GB" },
      { lines: ["1"], town: "", postcode: "LL57", country: "GB" },
    ],
  ],
])("shape %#", (schema, good, bad) => {
  for (const value of good) expect(schema.safeParse(value)).toEqual({ success: true, data: value });
  for (const value of bad) expect(fits(schema, value)).toBe(false);
});
