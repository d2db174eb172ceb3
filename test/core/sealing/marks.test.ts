import { canonicalize, type JsonObject } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { below, has, isMarked, isObject, marksIn } from "../../../packages/core/src/sealing/marks.js";
import { refusal } from "../support.js";
import { mark } from "./support.js";

test("whose data a document holds, inner marks and lists included", () => {
  const document = {
    a: mark("p-1", { b: [mark("p-2", 1), { "~erased": "p-3" }] }),
    c: [mark("p-1", 2)],
  };
  const { personal, erased } = marksIn([document, { d: mark("p-4", null) }]);
  expect([[...personal], [...erased]]).toEqual([["p-1", "p-2", "p-4"], ["p-3"]]);
  expect([isMarked(document), isMarked({ a: [{ b: 1 }] }), isMarked("~personal")]).toEqual([
    true,
    false,
    false,
  ]);
});

describe("what only looks like a mark is refused", () => {
  const nested = (inner: unknown): JsonObject => ({ a: [mark("p-1", { b: inner })] });

  test.each<[string, string, unknown]>([
    [
      "a sealed node",
      "~sealed is not for callers",
      { "~sealed": { subject: "p-1", key: "k", iv: "a", box: "a", commitment: "a" } },
    ],
    ["anything called sealed", "~sealed is not for callers", { "~sealed": null, x: 1 }],
    [
      "a mark with more in it",
      "~personal stands beside other members",
      { ...mark("p-1", 1), note: "in the clear" },
    ],
    ["a mark without a value", "~personal stands beside other members", { "~personal": "p-1" }],
    [
      "a mark without a value but of two members",
      "~personal has no value",
      { "~personal": "p-1", note: "in the clear" },
    ],
    ["a mark of nobody", "~personal does not name a subject", mark("", 1)],
    ["a mark of a number", "~personal does not name a subject", { "~personal": 7, value: 1 }],
    ["a mark of the organisation's key", "~personal names a reserved subject", mark("~lookup", 1)],
    ["a mark of a text that no store keeps", "~personal does not name a subject", mark("nul \u0000", 1)],
    [
      "erased data with more in it",
      "~erased stands beside other members",
      { "~erased": "p-1", note: "in the clear" },
    ],
    ["erased data of nobody", "~erased does not name a subject", { "~erased": "" }],
    ["erased data of the organisation", "~erased names a reserved subject", { "~erased": "~lookup" }],
  ])("%s", async (_what, reason, bad) => {
    for (const document of [bad as JsonObject, nested(bad)]) {
      const error = await refusal(() => marksIn([document]));
      expect(error).toMatchObject({
        code: "ledger/invalid-change",
        details: { member: "personal data", reason },
      });
      expect(JSON.stringify(error.details)).not.toContain("in the clear");
    }
  });

  test("and so is a document that would fill the vault, or the stack", async () => {
    const many = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, n) => [n, mark(`p-${n}`, n)]));
    expect(marksIn([many(1000)]).personal.size).toBe(1000);
    const tooMany = { member: "personal data", reason: "more than 1000 subjects" };
    const gone = { a: { "~erased": "p-gone" } };
    for (const documents of [[many(1001)], [many(1000), gone]]) {
      const error = await refusal(() => marksIn(documents));
      expect([error.code, error.details]).toEqual(["ledger/invalid-change", tooMany]);
    }
    expect(marksIn([many(999), gone]).erased.size).toBe(1);
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    const error = await refusal(() => marksIn([cycle as JsonObject]));
    expect([error.code, error.details]).toEqual(["core/not-json", { path: "", reason: "too deep" }]);
  });

  test("and what canonical JSON finds too deep, and nothing before that", async () => {
    const nest = (levels: number) => {
      let document: JsonObject = {};
      for (let level = 1; level < levels; level += 1) document = { in: document };
      return document;
    };
    for (const check of [canonicalize, (document: JsonObject) => marksIn([document])]) {
      expect(() => check(nest(512))).not.toThrow();
      expect((await refusal(() => check(nest(513)))).code).toBe("core/not-json");
    }
  });
});

test("marks inside one another are counted: each one sealed again makes what is in it a third larger", async () => {
  const nested = (levels: number): JsonObject =>
    levels === 0 ? { deep: 1 } : mark("p-1", [{ a: nested(levels - 1) }]);
  expect([...marksIn([{ eight: nested(8), beside: nested(8) }]).personal]).toEqual(["p-1"]);
  expect((await refusal(() => marksIn([{ nine: nested(9) }]))).code).toBe("ledger/invalid-change");
});

test("what is no plain object is left for canonical JSON to refuse", () => {
  expect([{}, Object.create(null), [], null, new Date(), "x"].map(isObject)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(() =>
    marksIn([{ at: new Date() as unknown as string, f: undefined as unknown as null }]),
  ).not.toThrow();
  expect(has(JSON.parse('{"__proto__":1}'), "__proto__") && !has({}, "__proto__")).toBe(true);
});

test("pointers are those of RFC 6901", () => {
  expect(below(below("", "a/b~c"), 0)).toBe("/a~1b~0c/0");
});
