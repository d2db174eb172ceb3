import { catalogue, checkFact } from "@throughline/core";
import { expect, test } from "vitest";
import { healthFacts } from "../../../packages/core/src/catalogue/health.js";
import { refusal } from "../support.js";

test("every health fact is in the catalogue as special category data", () => {
  expect(healthFacts.length).toBeGreaterThan(3);
  for (const { id } of healthFacts) {
    expect(id).toMatch(/^health\./);
    expect(catalogue.factType(id).sensitivity).toBe("special-category");
  }
});

test("nobody has to say", async () => {
  expect(checkFact("health.condition-affects-work", "prefer-not-to-say")).toBe("prefer-not-to-say");
  expect((await refusal(() => checkFact("health.condition-affects-work", true))).code).toBe(
    "core/invalid-fact",
  );
});
