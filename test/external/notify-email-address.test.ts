import { parseEmailAddress } from "@throughline/notify";
import { describe, expect, test } from "vitest";
import { vectorJson } from "../support/vectors.js";

interface Case {
  readonly id: string;
  readonly input: { readonly value: string };
  readonly expected: { readonly valid: boolean; readonly normalised?: string };
}

const file = vectorJson("notify/email-address.json") as { readonly cases: readonly Case[] } | undefined;
const cases = file?.cases ?? [];

describe.skipIf(cases.length === 0)("GOV.UK Notify's cases for email addresses", () => {
  test("are 51", () => {
    expect(cases.length).toBe(51);
  });

  test.each(cases.map((each) => [each.id, each] as const))("%s", (_, { input, expected }) => {
    if (expected.valid) expect(parseEmailAddress(input.value)).toBe(expected.normalised);
    else
      expect(() => parseEmailAddress(input.value)).toThrow(
        expect.objectContaining({ code: "notify/invalid-address" }),
      );
  });
});
