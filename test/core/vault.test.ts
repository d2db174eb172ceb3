import { checkDestroy, checkSubject, isReserved, isSubject, isTombstone } from "@throughline/core";
import { expect, test } from "vitest";
import { refusal } from "./support.js";

test("a tombstone is told from a key", () => {
  expect(isTombstone({ subject: "p-1", destroyedAt: "2026-11-23T10:00:00.000Z" })).toBe(true);
  expect(isTombstone({ id: "key_1", bytes: new Uint8Array(32) })).toBe(false);
});

test("a subject is a text of 1 to 200 characters that every store can keep", () => {
  for (const good of ["p", "~lookup", "x".repeat(200), "🧭"]) {
    expect(isSubject(good)).toBe(true);
    expect(() => checkSubject(good)).not.toThrow();
  }
  for (const bad of ["", "x".repeat(201), "nul \u0000", "\ud800"]) {
    expect(isSubject(bad)).toBe(false);
    expect(() => checkSubject(bad)).toThrow(RangeError);
    expect(() => checkDestroy(bad, undefined)).toThrow(RangeError);
  }
});

test("the organisation's own keys are reserved, and only they", async () => {
  expect([isReserved("~lookup"), isReserved("lookup~"), isReserved("p-1")]).toEqual([true, false, false]);
  expect(await refusal(() => checkDestroy("~lookup", undefined))).toMatchObject({
    code: "vault/reserved-subject",
    details: {},
  });
  expect(() => checkDestroy("p-1", "2026-11-23T10:00:00.000Z")).not.toThrow();
  expect(() => checkDestroy("p-1", "23 November")).toThrow(RangeError);
});
