import { kindOf } from "@throughline/core";
import { expect, test } from "vitest";
import { consentRecord, noticeRecord, purposeRecord } from "../../packages/consent/src/records.js";

test("addresses follow from what they hold, and no two from different things", () => {
  expect(consentRecord("a", "b")).toBe(consentRecord("a", "b"));
  const all = [
    consentRecord("a", "b"),
    consentRecord("b", "a"),
    consentRecord("ab", ""),
    purposeRecord("a"),
    purposeRecord("b"),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(all.map(kindOf)).toEqual(["consent", "consent", "consent", "purpose", "purpose"]);
});

test("the address of a rendering is its digest", () => {
  expect(noticeRecord("a".repeat(64))).toBe(`notice/${"a".repeat(64)}`);
});

test("a subject's pseudonym cannot be read from an address", () => {
  expect(consentRecord("p-7f3a", "x")).not.toContain("7f3a");
});
