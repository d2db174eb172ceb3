import { type CoreError, canonicalize } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

function refusal(value: unknown): unknown {
  try {
    return canonicalize(value);
  } catch (error) {
    return [(error as CoreError).code, (error as CoreError).details];
  }
}

describe("canonicalize", () => {
  test("sorts members by UTF-16 code units, at every depth", () => {
    expect(canonicalize({ b: { d: 1, c: 2 }, a: [] })).toBe('{"a":[],"b":{"c":2,"d":1}}');
    expect(canonicalize({ "\uFFFF": 1, "🧭": 2 })).toBe('{"🧭":2,"\uFFFF":1}');
  });

  test("writes numbers and texts as ECMAScript does", () => {
    expect(canonicalize([-0, 1e21, 1e-7, 333333333.3333333, '\u000f\n"\\€'])).toBe(
      '[0,1e+21,1e-7,333333333.3333333,"\\u000f\\n\\"\\\\€"]',
    );
  });

  test.each([
    [Number.NaN, "", "not a finite number"],
    [{ a: [1, Number.POSITIVE_INFINITY] }, "a.1", "not a finite number"],
    [undefined, "", "undefined"],
    [{ a: undefined }, "a", "undefined"],
    [Array(1), "0", "undefined"],
    [{ a: 1n }, "a", "bigint"],
    [{ a: () => 1 }, "a", "function"],
    [{ a: Symbol("a") }, "a", "symbol"],
    [{ a: "\uD800" }, "a", "lone surrogate"],
    [{ a: "\uDC00\uD800" }, "a", "lone surrogate"],
    [{ x: { "\uD800": 1 } }, "x", "lone surrogate"],
    [{ a: new Date(0) }, "a", "not a plain object"],
    [{ a: new Map() }, "a", "not a plain object"],
  ])("refuses %o at %s: %s", (value, path, reason) => {
    expect(refusal(value)).toEqual(["core/not-json", { path, reason }]);
  });

  test("refuses a cycle, but not the same object twice", () => {
    const cycle: { a?: unknown } = {};
    cycle.a = [cycle];
    expect(refusal(cycle)).toEqual(["core/not-json", { path: "a.0", reason: "cycle" }]);
    const shared = { x: 1 };
    expect(canonicalize([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });

  test("refuses what is nested deeper than 512, before the stack ends", () => {
    const nest = (depth: number): unknown => (depth === 0 ? 1 : [nest(depth - 1)]);
    expect(canonicalize(nest(512))).toBe(`${"[".repeat(512)}1${"]".repeat(512)}`);
    expect(refusal(nest(513))).toEqual(["core/not-json", { path: "", reason: "too deep" }]);
  });

  test("keeps a member named __proto__, and takes objects without a prototype", () => {
    expect(canonicalize(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
    expect(canonicalize(Object.create(null))).toBe("{}");
  });

  test("read back, it is the value it was written from", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalize(value);
        // -0 has no canonical form of its own: it is written 0.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalize(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test("does not depend on the order in which members were put in", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalize(turned)).toBe(canonicalize(value));
      }),
    );
  });
});
