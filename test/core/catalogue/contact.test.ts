import { checkFact, factType } from "@throughline/core";
import { expect, test } from "vitest";
import { refusal } from "../support.js";

test("a trusted person has a name and a relationship, and a telephone number if it is known", async () => {
  const known = { name: "Mair Puw", relationship: "sister" };
  expect(checkFact("contact.trusted-person", known)).toEqual(known);
  expect(checkFact("contact.trusted-person", { ...known, phone: "01970 123456" })).toMatchObject(known);
  const error = await refusal(() => checkFact("contact.trusted-person", { name: " ", phone: "none" }));
  expect(error.details["paths"]).toEqual(["name", "relationship", "phone"]);
  expect(factType("contact.trusted-person").mergeClass).toBe("append");
});

test("a format that somebody needs is special category data", () => {
  expect(factType("contact.accessible-format").sensitivity).toBe("special-category");
  expect(checkFact("contact.accessible-format", "easy-read")).toBe("easy-read");
});
