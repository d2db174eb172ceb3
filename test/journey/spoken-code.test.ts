import { formatSpokenCode, parseSpokenCode } from "@throughline/journey";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomDigits } from "../../packages/journey/src/code-secret.js";

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(""));
const codes = () => fc.record({ locator: digits(4), secret: digits(6) });
const plain = (code: string) => code.replaceAll(" ", "");
const others = (digit: string) => Array.from("0123456789").filter((other) => other !== digit);

function put(code: string, changes: Readonly<Record<number, string | undefined>>): string {
  return Array.from(code)
    .map((digit, index) => changes[index] ?? digit)
    .join("");
}

/** Every way of making each mistake in one code. */
const mistakes: Readonly<Record<string, (code: string) => string[]>> = {
  single: (code) =>
    Array.from(code).flatMap((digit, at) => others(digit).map((other) => put(code, { [at]: other }))),
  "adjacent swap": (code) =>
    Array.from(code)
      .slice(1)
      .map((digit, at) => put(code, { [at]: digit, [at + 1]: code[at] })),
  "jump swap": (code) =>
    Array.from(code)
      .slice(2)
      .map((digit, at) => put(code, { [at]: digit, [at + 2]: code[at] })),
  twin: (code) =>
    Array.from(code)
      .slice(1)
      .flatMap((digit, at) =>
        digit === code[at] ? others(digit).map((other) => put(code, { [at]: other, [at + 1]: other })) : [],
      ),
  "thirteen-thirty": (code) =>
    Array.from(code)
      .slice(1)
      .flatMap((digit, at) => {
        if (code[at] === "1" && digit >= "3") return [put(code, { [at]: digit, [at + 1]: "0" })];
        return code[at] !== undefined && code[at] >= "3" && digit === "0"
          ? [put(code, { [at]: "1", [at + 1]: code[at] })]
          : [];
      }),
};

/** Digits modulo 11 by position: a naive check that the same enumeration must find wanting. */
function weakCheck(code: string): boolean {
  return Array.from(code).reduce((sum, digit) => sum + Number(digit), 0) % 10 === 0;
}

describe("a spoken code", () => {
  test("is read back as it was written, in groups of four", () => {
    fc.assert(
      fc.property(codes(), (code) => {
        const text = formatSpokenCode(code);
        expect(text).toMatch(/^\d{4} \d{4} \d{4}$/);
        expect(parseSpokenCode(text)).toEqual({ ok: true, ...code });
      }),
    );
  });

  test("its check digits are those of ISO/IEC 7064 MOD 97-10", () => {
    fc.assert(
      fc.property(codes(), (code) => {
        expect(Number(plain(formatSpokenCode(code))) % 97).toBe(1);
      }),
    );
  });

  test("notices every single, swapped, jump-swapped, twin and thirteen-thirty mistake", () => {
    const rows: string[] = [];
    for (const [name, make] of Object.entries(mistakes)) {
      let tried = 0;
      let noticed = 0;
      for (let round = 0; round < 1000; round += 1) {
        const code = plain(formatSpokenCode({ locator: randomDigits(4), secret: randomDigits(6) }));
        const wrong = make(code).filter((text) => text !== code);
        tried += wrong.length;
        noticed += wrong.filter((text) => !parseSpokenCode(text).ok).length;
      }
      rows.push(`${name}: ${noticed} of ${tried} noticed (${((100 * noticed) / tried).toFixed(1)} %)`);
      expect(tried).toBeGreaterThan(100);
      expect(noticed).toBe(tried);
    }
    console.log(rows.join("\n"));
  });

  test("a plain sum of digits fails the same enumeration", () => {
    const code = "123456789000";
    const padded = `${code.slice(0, 11)}${(10 - (Array.from(code).reduce((sum, digit) => sum + Number(digit), 0) % 10)) % 10}`;
    expect(weakCheck(padded)).toBe(true);
    expect(mistakes["adjacent swap"]?.(padded).some((wrong) => wrong !== padded && weakCheck(wrong))).toBe(
      true,
    );
  });

  test("random digits pass the check about once in a hundred times", () => {
    const passed = Array.from({ length: 20_000 }, () => parseSpokenCode(randomDigits(12)).ok).filter(
      Boolean,
    ).length;
    expect(passed / 20_000).toBeGreaterThan(0.005);
    expect(passed / 20_000).toBeLessThan(0.016);
  });

  test.each(["1234-5678-9012", "1234 5678 9012", " 123456789012 ", "1-2-3-4-5-6-7-8-9-0-1-2"])(
    "reads %j as digits",
    (text) => {
      expect(parseSpokenCode(text)).not.toEqual({ ok: false, reason: "malformed" });
    },
  );

  test.each([
    "",
    "1234",
    "1234567890123",
    "1234 5678 901O",
    "１２３４５６７８９０１２",
    "1234.5678.9012",
    "1234\n56789012",
    " ".repeat(70),
  ])("refuses %j", (text) => {
    expect(parseSpokenCode(text)).toEqual({ ok: false, reason: "malformed" });
  });

  test("two spellings of the same remainder are not both accepted", () => {
    for (let round = 0; round < 2000; round += 1) {
      const payload = randomDigits(10);
      const fits = Array.from({ length: 100 }, (_, check) => payload + String(check).padStart(2, "0"));
      expect(fits.filter((text) => parseSpokenCode(text).ok)).toHaveLength(1);
    }
  });

  test("parts of the wrong length are a mistake of the programmer", () => {
    expect(() => formatSpokenCode({ locator: "123", secret: "123456" })).toThrow(RangeError);
    expect(() => formatSpokenCode({ locator: "1234", secret: "12345x" })).toThrow(RangeError);
  });
});
