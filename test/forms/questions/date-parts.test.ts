import fc from "fast-check";
import { expect, test } from "vitest";
import { dateOf, longDate, partsOf } from "../../../packages/forms/src/questions/date-parts.js";

const days = fc
  .date({ min: new Date("1000-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));

test("every day is read back from its parts, and from its words in either language", () => {
  fc.assert(
    fc.property(days, fc.constantFrom("en", "cy"), (day, language) => {
      expect(dateOf(partsOf(day))).toBe(day);
      const [number = "", month = "", year = ""] = longDate(day, language).split(" ");
      expect(dateOf({ day: number, month, year })).toBe(day);
    }),
  );
});

test("what is not a day is none, whatever the text", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (day, month, year) => {
      const date = dateOf({ day, month, year });
      const shown = date === undefined ? date : new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10);
      expect(shown).toBe(date);
    }),
  );
});
