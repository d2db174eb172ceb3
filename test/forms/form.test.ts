import { digestOf } from "@throughline/core";
import { defineForm, pageOf, parseForm, questionOf } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { codeOf, definitionCodes, workSupport } from "./support.js";

const json = () => JSON.parse(JSON.stringify(workSupport.definition));

describe("a stored form", () => {
  test("is the same object with the same hash as the one that was written", () => {
    expect(parseForm(json())).toEqual(workSupport);
    expect(parseForm(json()).hash).toBe(digestOf(workSupport.definition));
  });

  test("has the same hash whatever the order of its members, another with any change", () => {
    const reversed = Object.fromEntries(Object.entries(json()).reverse());
    expect(parseForm(reversed).hash).toBe(workSupport.hash);
    expect(parseForm({ ...json(), id: "work-support-2" }).hash).not.toBe(workSupport.hash);
  });

  test.each([null, undefined, 1, "form", [], {}, { version: 1 }])("is never %j", (value) => {
    expect(codeOf(() => parseForm(value))).toBe("forms/invalid-definition");
  });

  test("of another version is refused by name", () => {
    expect(definitionCodes(() => parseForm({ ...json(), version: 2 }))).toEqual(["unknown-version"]);
  });

  test("with cycles, functions, prototypes or an endless condition is refused, and nothing breaks", () => {
    const cycle = json();
    cycle.pages[0].questions[0].when = { not: cycle };
    let deep: unknown = { question: "full-name", is: "answered" };
    for (let level = 0; level < 5000; level++) deep = { not: deep };
    const endless = json();
    endless.pages[4].when = deep;
    const members = JSON.parse(
      JSON.stringify(json()).replace('"version"', '"__proto__":{"id":"x"},"version"'),
    );
    for (const bad of [cycle, endless, members, { ...json(), title: () => "x" }, { ...json(), extra: 1 }]) {
      expect(codeOf(() => parseForm(bad))).toBe("forms/invalid-definition");
    }
    expect(codeOf(() => parseForm({ ...json(), pages: Array(10_000).fill(json().pages[0]) }))).toBe(
      "forms/invalid-definition",
    );
  });

  test("an undefined member is refused: it would have no place in JSON", () => {
    // @ts-expect-error exactOptionalPropertyTypes
    expect(codeOf(() => defineForm({ ...workSupport.definition, title: undefined }))).toBe(
      "forms/invalid-definition",
    );
  });
});

test("pages and questions are found by id, also ids that every object has", () => {
  expect(pageOf(workSupport, "home").title.en).toBe("Your home");
  expect(questionOf(workSupport, "cares").type).toBe("yes-no");
  for (const id of ["nowhere", "constructor", "__proto__"]) {
    expect(codeOf(() => pageOf(workSupport, id))).toBe("forms/unknown-page");
    expect(codeOf(() => questionOf(workSupport, id))).toBe("forms/unknown-question");
  }
});
