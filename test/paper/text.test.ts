import { describe, expect, test } from "vitest";
import { languageTag, optionalText, textLine, textLines } from "../../packages/paper/src/text.js";

describe("texts", () => {
  test.each(["\u0000", "\u001B[31m", "\uD800", "\u2028", "\u2029", "\uFFFE", "a\tb", "a\rb"])(
    "none takes %j",
    (text) => {
      for (const schema of [textLine(50), optionalText(50), textLines(50)])
        expect(schema.safeParse(`x${text}`).success).toBe(false);
    },
  );

  test("only textLines takes a line end, only optionalText nothing", () => {
    const results = (text: string) =>
      [textLine(9), optionalText(9), textLines(9)].map((schema) => schema.safeParse(text).success);
    expect(results("a\nb")).toEqual([false, false, true]);
    expect(results("")).toEqual([false, true, false]);
    expect(results("\u00A0")).toEqual([false, true, false]);
    expect(results("ŵ😀")).toEqual([true, true, true]);
    expect(results("0123456789")).toEqual([false, false, false]);
  });

  test("a long hostile text is judged at once", () => {
    const start = performance.now();
    expect(textLines(1e6).safeParse(`${" \n".repeat(250_000)}\u0000`).success).toBe(false);
    expect(languageTag.safeParse(`en${"-a".repeat(100_000)}`).success).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
