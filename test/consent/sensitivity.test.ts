import { expect, test } from "vitest";
import { createSensitivity } from "../../packages/consent/src/sensitivity.js";

test.each([
  ["person.full-name", false],
  ["housing.situation", false],
  ["housing.adaptations", true],
  ["health.condition-description", true],
  ["person.ethnic-group", true],
] as const)("in the published catalogue, %s is special: %s", (fact, special) => {
  expect(createSensitivity()(fact)).toBe(special);
});

test.each(["wac:benefit.reference", "persona.belief", "__proto__"])(
  "%s, which it does not know, is refused",
  (fact) => {
    expect(() => createSensitivity()(fact)).toThrow(
      expect.objectContaining({ code: "core/unknown-fact-type" }),
    );
  },
);

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
