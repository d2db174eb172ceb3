import { createHash } from "node:crypto";
import { digestOf, idOf, kindOf, newId, recordId, recordOf } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("newId", () => {
  test("is its prefix and a UUIDv7, never the same twice, in order of time", () => {
    const ids = Array.from({ length: 1000 }, () => newId("jrn"));
    for (const id of ids)
      expect(id).toMatch(/^jrn_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(1000);
    expect([...ids].sort()).toEqual(ids);
  });

  test.each(["", "j", "journey", "JRN", "jr1", "a b", "jrn_"])("refuses the prefix %j", (prefix) => {
    expect(() => newId(prefix)).toThrow(RangeError);
  });
});

describe("recordOf", () => {
  test("joins kind and id, and both can be read back", () => {
    const record = recordOf("consent-epoch", "a.B_1:2-3");
    expect([record, kindOf(record), idOf(record)]).toEqual([
      "consent-epoch/a.B_1:2-3",
      "consent-epoch",
      "a.B_1:2-3",
    ]);
    expect(recordOf("a", "x".repeat(200))).toHaveLength(202);
  });

  test.each([
    ["journey", ""],
    ["journey", "a/b"],
    ["journey", "a b"],
    ["journey", "ann@example.org"],
    ["journey", "x".repeat(201)],
    ["Journey", "a"],
    ["", "a"],
    ["a--b", "a"],
    ["a-", "a"],
    ["1a", "a"],
    ["a/b", "c"],
  ])("refuses %j with %j", (kind, id) => {
    expect(() => recordOf(kind, id)).toThrow(RangeError);
  });
});

describe("recordId", () => {
  test("is the same for the same key and tells nothing of it", () => {
    const record = recordId("slot", ["office", "09:00"]);
    expect(record).toBe(recordId("slot", ["office", "09:00"]));
    expect(record).toBe(`slot/${digestOf(["slot", "office", "09:00"]).slice(0, 40)}`);
    expect(record).not.toContain("office");
    expect(recordId("slot", "a")).toBe(recordId("slot", ["a"]));
    expect(() => recordId("Slot", "a")).toThrow(RangeError);
  });

  test("differs wherever kind or key differ, however the parts are cut", () => {
    const kinds = fc.constantFrom("slot", "slots");
    const parts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(kinds, parts, kinds, parts, (kind, key, otherKind, other) => {
        const isSame = JSON.stringify([kind, key]) === JSON.stringify([otherKind, other]);
        expect(recordId(kind, key) === recordId(otherKind, other)).toBe(isSame);
      }),
    );
    expect(recordId("slot", ["a", "b"])).not.toBe(recordId("slot", ["ab"]));
    expect(recordId("slot", ["a,b"])).not.toBe(recordId("slot", ["a", "b"]));
  });
});

test("digestOf is SHA-256 over canonical JSON", () => {
  expect(digestOf({ b: 1, a: "é" })).toBe(createHash("sha256").update('{"a":"é","b":1}').digest("hex"));
});

test("a natural key of one text is the same as a list of it, and no list of its letters", () => {
  expect(recordId("slot", "ab")).toBe(recordId("slot", ["ab"]));
  expect(recordId("slot", "ab")).not.toBe(recordId("slot", ["a", "b"]));
});
