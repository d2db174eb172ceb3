import { languages } from "@throughline/forms";
import { expect, test } from "vitest";
import { labelOf, words } from "../../packages/forms/src/words.js";
import { both } from "./support.js";

test("every word of the package is there in every language, and differs", () => {
  for (const [name, wording] of Object.entries(words)) {
    expect(Object.keys(wording), name).toEqual([...languages]);
    expect(wording.en.trim(), name).not.toBe("");
    expect(wording.cy, name).not.toBe(wording.en);
  }
});

test("a label says that an answer may be left out", () => {
  const label = both("Middle name", "Enw canol");
  expect(labelOf({ label }, "en")).toBe("Middle name");
  expect(labelOf({ label, optional: false }, "en")).toBe("Middle name");
  expect(labelOf({ label, optional: true }, "en")).toBe("Middle name (optional)");
  expect(labelOf({ label, optional: true }, "cy")).toBe("Enw canol (dewisol)");
});
