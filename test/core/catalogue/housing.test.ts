import { checkFact, factType } from "@throughline/core";
import { expect, test } from "vitest";
import { refusal } from "../support.js";

test.each(["settled", "temporary", "staying-with-others", "no-home"])(
  "somebody may be living: %s",
  (situation) => {
    expect(checkFact("housing.situation", situation)).toBe(situation);
  },
);

test("rent is a whole amount in a currency", async () => {
  expect(checkFact("housing.rent-per-month", { pence: 65_000, currency: "GBP" })).toMatchObject({
    pence: 65_000,
  });
  expect((await refusal(() => checkFact("housing.rent-per-month", 650))).details["paths"]).toEqual([""]);
});

test("what a home must be fitted with tells of a disability", () => {
  expect(factType("housing.adaptations").sensitivity).toBe("special-category");
  expect(factType("housing.situation").sensitivity).toBe("standard");
});
