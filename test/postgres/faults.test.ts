import { isThroughlineError } from "@throughline/core";
import { expect, test } from "vitest";
import { faultOf, translated } from "../../packages/postgres/src/faults.js";

const said = (code: string, detail?: string) => Object.assign(new Error("x"), { code, detail });

test.each([
  ["40001", "again"],
  ["40P01", "again"],
  ["TL002", "again"],
  ["08006", "unreachable"],
  ["57P01", "unreachable"],
  ["57P03", "unreachable"],
  ["53300", "unreachable"],
  ["25006", "unreachable"],
  ["ECONNRESET", "unreachable"],
  ["ECONNREFUSED", "unreachable"],
  ["23505", "final"],
  ["42501", "final"],
  ["57000", "final"],
  ["TL001", "final"],
])("%s is %s", (code, fault) => {
  expect(faultOf(said(code))).toBe(fault);
});

test("words without a code: only those of a broken connection are tried again", () => {
  expect(faultOf(new Error("Connection terminated unexpectedly"))).toBe("unreachable");
  expect(faultOf(new Error("timeout exceeded when trying to connect"))).toBe("unreachable");
  expect(faultOf(new Error("Cannot read properties of undefined"))).toBe("final");
  expect(faultOf("Connection terminated")).toBe("final");
});

test.each([
  ["TL001", "ledger/key-taken", { name: "reference" }],
  ["TL004", "ledger/conflict", { record: "note/1", expected: 0, actual: 2 }],
  ["TL005", "ledger/too-late", { before: "2026-01-01T00:00:00.000Z" }],
])("what commit_changes raises as %s is %s", (code, expected, details) => {
  const error = translated(said(code, JSON.stringify(details)));
  expect(isThroughlineError(error, expected) && error.details).toEqual(details);
});

test("no words of the database reach the caller: they may hold personal data", () => {
  const raw = Object.assign(new Error("duplicate key value"), {
    code: "23505",
    detail: "Key (value)=(Ann Lee) exists",
  });
  const error = translated(raw);
  expect(isThroughlineError(error, "postgres/statement-failed") && error.details).toEqual({
    sqlState: "23505",
  });
  expect(JSON.stringify(error) + String(error)).not.toContain("Ann Lee");
});

test("what cannot be stored is an invalid change, and a programmer's mistake stays what it is", () => {
  expect(isThroughlineError(translated(said("22P05")), "ledger/invalid-change")).toBe(true);
  const mistake = new TypeError("x is not a function");
  expect(translated(mistake)).toBe(mistake);
});
