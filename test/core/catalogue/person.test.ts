import { checkFact, factType } from "@throughline/core";
import { expect, test } from "vitest";
import { refusal } from "../support.js";

test.each(["AB123456C", "JG103759A"])("%s is a National Insurance number", (number) => {
  expect(checkFact("person.national-insurance-number", number)).toBe(number);
});

test.each([
  "QQ123456C",
  "GB123456A",
  "NT123456A",
  "AO123456A",
  "AB123456E",
  "AB 12 34 56 C",
  "ab123456c",
  "AB12345C",
])("%s is none", async (number) => {
  const error = await refusal(() => checkFact("person.national-insurance-number", number));
  expect([error.code, error.details]).toEqual([
    "core/invalid-fact",
    { type: "person.national-insurance-number", paths: [""] },
  ]);
});

test("a person has several nationalities and one name", () => {
  expect([factType("person.nationality").mergeClass, factType("person.full-name").mergeClass]).toEqual([
    "append",
    "single",
  ]);
});
