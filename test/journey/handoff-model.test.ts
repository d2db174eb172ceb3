import { offerInput, routingCard } from "@throughline/journey";
import { describe, expect, test } from "vitest";
import { needsOf } from "../../packages/journey/src/handoff-model.js";
import { adapt, assess, offerTo } from "./support.js";

describe("an offer's document", () => {
  test("a need without a purpose serves the handoff's", () => {
    expect(
      needsOf(offerTo({ needs: ["work.history", { type: "housing.situation", purpose: adapt.id }] })),
    ).toEqual([
      { type: "work.history", purpose: assess.id },
      { type: "housing.situation", purpose: adapt.id },
    ]);
  });

  test.each(["en", "cy", "zh-Hant", "bfi"])("the language %s is one", (language) => {
    expect(routingCard.safeParse({ service: "s", language }).success).toBe(true);
  });

  test.each(["", "english please", "e", "en_GB", `en-${"x".repeat(40)}`])(
    "the language %j is none",
    (language) => {
      expect(routingCard.safeParse({ service: "s", language }).success).toBe(false);
    },
  );

  test("members that nobody has published are refused", () => {
    expect(offerInput.safeParse({ ...offerTo(), note: "call her at home" }).success).toBe(false);
    expect(offerInput.safeParse(offerTo()).success).toBe(true);
  });
});
