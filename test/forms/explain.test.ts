import { type Condition, explain } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { codeOf, workSupport } from "./support.js";

const home = (value: string): Condition => ({ question: "housing", is: "equals", value });

describe("a condition in plain words", () => {
  test.each<[Condition, string, string]>([
    [
      home("settled"),
      "the answer to “Where do you live?” is “A settled home”",
      "yr ateb i “Ble rydych chi’n byw?” yw “Cartref sefydlog”",
    ],
    [
      { question: "cares", is: "not-equals", value: true },
      "the answer to “Do you care for someone?” is not “Yes”",
      "nid “Oes” yw’r ateb i “Oes rhywun yn eich gofal?”",
    ],
    [
      { question: "housing", is: "one-of", value: ["temporary", "no-home"] },
      "the answer to “Where do you live?” is “Somewhere temporary” or “I have no home”",
      "yr ateb i “Ble rydych chi’n byw?” yw “Rhywle dros dro” neu “Nid oes gennyf gartref”",
    ],
    [
      { question: "address", is: "answered" },
      "“What is your address?” was answered",
      "mae “Beth yw eich cyfeiriad?” wedi’i ateb",
    ],
    [
      { question: "date-of-birth", is: "equals", value: "2007-03-27" },
      "the answer to “What is your date of birth?” is “27 March 2007”",
      "yr ateb i “Beth yw eich dyddiad geni?” yw “27 Mawrth 2007”",
    ],
    [
      { not: { all: [home("settled")] } },
      "it is not so that the answer to “Where do you live?” is “A settled home”",
      "nid yw’n wir: yr ateb i “Ble rydych chi’n byw?” yw “Cartref sefydlog”",
    ],
    [
      { all: [{ question: "address", is: "answered" }, { any: [home("settled"), home("no-home")] }] },
      "“What is your address?” was answered and (the answer to “Where do you live?” is “A settled home” or the answer to “Where do you live?” is “I have no home”)",
      "mae “Beth yw eich cyfeiriad?” wedi’i ateb, a hefyd (yr ateb i “Ble rydych chi’n byw?” yw “Cartref sefydlog” neu yr ateb i “Ble rydych chi’n byw?” yw “Nid oes gennyf gartref”)",
    ],
  ])("%j", (condition, english, welsh) => {
    expect(explain(condition, workSupport, "en")).toBe(english);
    expect(explain(condition, workSupport, "cy")).toBe(welsh);
  });

  test("of another form is refused", () => {
    expect(codeOf(() => explain({ question: "elsewhere", is: "answered" }, workSupport, "en"))).toBe(
      "forms/unknown-question",
    );
  });
});
