import { compareText } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAttributeText, isStorable, isWellFormed } from "../../packages/core/src/text.js";

describe("compareText", () => {
  test("compares as bytes of UTF-8 do, which is by code point", () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
        fc.constantFrom("\uFFFF", "\uE000", "\uD7FF", "🧭", "𐀀"),
      ),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareText(a, b))).toBe(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test("is not the order of UTF-16 units, and not that of a dictionary", () => {
    expect([compareText("\uFFFF", "🧭") < 0, ["🧭", "\uFFFF"].sort()[0] === "\uFFFF"]).toEqual([true, false]);
    expect([compareText("Z", "a") < 0, "Z".localeCompare("a") < 0]).toEqual([true, false]);
    expect([compareText("a", "ab") < 0, compareText("", "a") < 0, compareText("a", "a")]).toEqual([
      true,
      true,
      0,
    ]);
  });
});

test("half a character is not well-formed, a whole one above U+FFFF is", () => {
  expect(["🧭", "", "\uFFFF"].map(isWellFormed)).toEqual([true, true, true]);
  expect(["\uD83E", "\uDDED", "a\uDDED\uD83E"].map(isWellFormed)).toEqual([false, false, false]);
});

test("an attribute has no control characters and is not empty; what is stored only lacks the character zero", () => {
  expect(["a", "Ŵ 🧭"].map(isAttributeText)).toEqual([true, true]);
  expect(["", "\n", "\u0085", "\u007F", "\uFFFE", "\uD800"].map(isAttributeText)).toEqual(
    Array(6).fill(false),
  );
  expect(["", "a\nb"].map(isStorable)).toEqual([true, true]);
  expect(["a\u0000", "\uD800"].map(isStorable)).toEqual([false, false]);
});
