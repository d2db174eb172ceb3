import { type JsonValue, personal } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disclose, hasErased } from "../../../packages/http/src/courier/disclosure.js";

const mark = (value: JsonValue) => ({ ...personal("p-1", value) });

describe("taking the marks off", () => {
  test("at any depth, also one within another", () => {
    expect(disclose({ a: mark("x"), b: [mark({ c: mark([1, null]) })], d: true })).toEqual({
      a: "x",
      b: [{ c: [1, null] }],
      d: true,
    });
  });

  test("what is not marked stays as it is", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ maxLength: 5 }).filter((name) => name !== "__proto__"),
          fc.jsonValue(),
        ),
        (data) => {
          const plain = JSON.parse(JSON.stringify(data)) as Record<string, JsonValue>;
          fc.pre(!JSON.stringify(plain).includes("__proto__"));
          expect(disclose(plain)).toEqual(plain);
          expect(disclose({ marked: mark(plain) })).toEqual({ marked: plain });
        },
      ),
    );
  });

  test("the erased are found, and nothing of their parcel is disclosed", () => {
    const erased = { a: [1, { b: mark({ c: { "~erased": "p-2" } }) }] };
    expect([hasErased(erased), hasErased({ a: mark("~erased") }), hasErased(null)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(() => disclose(erased)).toThrow(expect.objectContaining({ code: "core/erased" }));
  });
});
