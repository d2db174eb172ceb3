import { expect, test } from "vitest";
import { createSensitivity } from "../../packages/consent/src/sensitivity.js";

test.each([
  ["person.full-name", false],
  ["housing.situation", false],
  ["health.condition-description", true],
  ["caring.description", true],
  ["wac:benefit.reference", true],
  ["persona.belief", true],
] as const)("without a catalogue, %s special: %s", (fact, special) => {
  expect(createSensitivity()(fact)).toBe(special);
});

test.each([
  ["standard", false],
  ["special-category", true],
  ["criminal-offence", true],
  ["something-new", true],
] as const)("with a catalogue, %s counts as special: %s", (sensitivity, special) => {
  expect(createSensitivity({ factType: () => ({ sensitivity }) })("person.full-name")).toBe(special);
});

test("what the catalogue does not know is its error", () => {
  const catalogue = {
    factType: () => {
      throw new RangeError("unknown");
    },
  };
  expect(() => createSensitivity(catalogue)("x.y")).toThrow(RangeError);
});
