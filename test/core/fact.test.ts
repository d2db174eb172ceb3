import { type Fact, factSchema } from "@throughline/core";
import { describe, expect, test } from "vitest";

const at = "2026-11-23T10:00:00.000Z";
const fact: Fact = {
  type: "contact.email",
  value: "a@example.org",
  assurance: "stated",
  source: { by: "person", channel: "phone", at, organisation: "wac", recordedBy: "s-1" },
  observedAt: at,
};

describe("factSchema", () => {
  test("takes a fact as it is, with or without what is optional", () => {
    expect(factSchema.parse(fact)).toEqual(fact);
    expect(factSchema.parse({ ...fact, validUntil: at, value: { a: [null] } })).toMatchObject({
      validUntil: at,
    });
  });

  test.each([
    { ...fact, type: "" },
    { ...fact, value: undefined },
    { ...fact, assurance: "sure" },
    { ...fact, source: { ...fact.source, channel: "fax" } },
    { ...fact, source: { ...fact.source, by: "rumour" } },
    { ...fact, source: { ...fact.source, at: "yesterday" } },
    { ...fact, observedAt: "2026-11-23" },
    { ...fact, validUntil: undefined },
    { ...fact, extra: 1 },
  ])("refuses %#", (value) => {
    expect(factSchema.safeParse(value).success).toBe(false);
  });
});
