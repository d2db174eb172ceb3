import { LedgerError } from "@throughline/core";
import { expect, test } from "vitest";
import {
  codeOf,
  holds,
  oneWinner,
  outcomes,
  refused,
  same,
} from "../../../packages/core/src/testing/check.js";

const conflict = () => Promise.reject(new LedgerError("ledger/conflict", { details: { record: "a/b" } }));

test("holds and same break the law with what was expected and found", () => {
  expect(() => holds(true, "x")).not.toThrow();
  expect(() => holds(false, "half was seen")).toThrow("half was seen");
  expect(() => same({ b: 1, a: [undefined] }, { a: [null], b: 1 }, "x")).not.toThrow();
  expect(() => same([1], [2], "versions")).toThrow("versions: expected [2], found [1]");
  expect(() => same(undefined, 0, "x")).toThrow();
});

test("refused wants one of the codes, and gives the details", async () => {
  expect(await refused(conflict(), "ledger/conflict", "x")).toEqual({ record: "a/b" });
  expect(await refused(conflict(), ["ledger/key-taken", "ledger/conflict"], "x")).toEqual({ record: "a/b" });
  await expect(refused(conflict(), "ledger/too-late", "x")).rejects.toThrow("found ledger/conflict");
  await expect(refused(Promise.resolve(), "ledger/conflict", "x")).rejects.toThrow("it was accepted");
});

test("an error that is not ours is never taken for a refusal", async () => {
  const broken = () => Promise.reject(new Error("connection lost"));
  expect(() => codeOf(new Error("connection lost"))).toThrow("connection lost");
  await expect(refused(broken(), "ledger/conflict", "x")).rejects.toThrow("connection lost");
  await expect(outcomes([broken()])).rejects.toThrow("connection lost");
});

test("oneWinner wants exactly one, and the right words for the others", async () => {
  const race = await outcomes([Promise.resolve(1), conflict(), conflict()]);
  expect(race).toEqual({ won: [1], lost: ["ledger/conflict", "ledger/conflict"] });
  expect(() => oneWinner(race, ["ledger/conflict"], "x")).not.toThrow();
  expect(() => oneWinner(race, ["ledger/key-taken"], "x")).toThrow("a loser was told ledger/conflict");
  expect(() => oneWinner({ won: [1, 2], lost: [] }, [], "x")).toThrow("2 winners");
  expect(() => oneWinner({ won: [], lost: [] }, [], "x")).toThrow("0 winners");
});
