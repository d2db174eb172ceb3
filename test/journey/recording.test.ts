import { catalogue, createCatalogue } from "@throughline/core";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { checkedFacts, isSensitive } from "../../packages/journey/src/recording.js";
import { said } from "./support.js";

const foundation = { catalogue } as Parameters<typeof checkedFacts>[0];

describe("facts from outside", () => {
  test("those of which a person has several are named", () => {
    const facts = [
      said("caring.cares-for", "child"),
      said("work.history", "x"),
      said("caring.cares-for", "parent"),
    ];
    expect(checkedFacts(foundation, facts).several).toEqual(["caring.cares-for"]);
  });

  test("a department's own types are known where its catalogue is given", () => {
    const own = {
      id: "wac:benefit.reference",
      title: { en: "Reference", cy: "Cyfeirnod" },
      schema: z.string(),
      sensitivity: "criminal-offence",
      mergeClass: "single",
    } as const;
    const more = { catalogue: createCatalogue({ prefix: "wac", types: [own] }) } as typeof foundation;
    expect(checkedFacts(more, [said(own.id, "x")]).facts).toHaveLength(1);
    expect(() => checkedFacts(foundation, [said(own.id, "x")])).toThrow(
      expect.objectContaining({ code: "core/unknown-fact-type" }),
    );
    expect(isSensitive(more, own.id)).toBe(true);
  });

  test.each([
    ["health.condition-affects-work", true],
    ["work.history", false],
    ["nobody.knows", true],
  ])("%s is sensitive: %s", (type, expected) => {
    expect(isSensitive(foundation, type)).toBe(expected);
  });
});
