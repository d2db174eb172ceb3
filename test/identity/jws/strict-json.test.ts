import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStrictObject } from "../../../packages/identity/src/jws/strict-json.js";

const parse = (text: string) => parseStrictObject(new TextEncoder().encode(text));

describe("strict JSON", () => {
  test("reads every object that JSON.stringify writes, up to 32 levels", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 })),
        fc.boolean(),
        (value, isIndented) => {
          const text = JSON.stringify(value, null, isIndented ? 2 : 0);
          // JSON.parse makes -0 of "-0", which JSON.stringify never writes.
          expect(parse(text)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  test("refuses any member written twice, wherever it stands and however it is spelt", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 8 }), (name, depth) => {
        const escaped = Array.from(
          { length: name.length },
          (_, at) => `\\u${name.charCodeAt(at).toString(16).padStart(4, "0")}`,
        );
        const twice = `{${JSON.stringify(name)}:1,"${escaped.join("")}":2}`;
        const text = `{"x":${"[".repeat(depth)}${twice}${"]".repeat(depth)}}`;
        expect(() => parse(text)).toThrow(expect.objectContaining({ code: "identity/malformed" }));
        const once = `{"x":${"[".repeat(depth)}{${JSON.stringify(name)}:1}${"]".repeat(depth)}}`;
        expect(parse(once)).toBeDefined();
      }),
    );
  });

  test("the same name in two objects is fine", () => {
    expect(parse('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).toEqual({ a: { a: 1 }, b: [{ a: 1 }, { a: 2 }] });
  });

  test("a name that looks like punctuation is only a name", () => {
    expect(parse('{":":1,"{":2,"a\\"":3}')).toEqual({ ":": 1, "{": 2, 'a"': 3 });
  });

  test.each(["", "null", "[]", '"a"', "1", "{", '{"a":1}x', "{'a':1}", '{"a":1,}', '{"a":\u0001}'])(
    "refuses %j",
    (text) => {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: "identity/malformed" }));
    },
  );

  test("32 levels pass, 33 do not, whether of objects or of lists", () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
    const listed = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
    for (const build of [nested, listed]) {
      expect(parse(build(32))).toBeDefined();
      expect(() => parse(build(33))).toThrow(expect.objectContaining({ code: "identity/malformed" }));
    }
  });

  test("a member __proto__ changes no prototype, and counts when it stands twice", () => {
    const read = parse('{"__proto__":{"admin":true},"a":{"__proto__":1}}');
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read["admin"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
    expect(() => parse('{"__proto__":1,"__proto__":2}')).toThrow(
      expect.objectContaining({ code: "identity/malformed" }),
    );
  });

  test("colons and brackets in strings are text, whatever stands before them", () => {
    const value = { a: "{[:]}\\", b: '\\":', c: ["x:y", ":"], 'd"{:': { "\\": ":" } };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });
});
