import { assuranceFrameworks, createAssurancePolicy } from "@throughline/identity";
import { describe, expect, test } from "vitest";

const satisfies = createAssurancePolicy();
const medium = { framework: "gpg45", authentication: "medium", proofing: "medium" };

describe("assurance", () => {
  test("each level satisfies itself and those below it, never one above", () => {
    for (const framework of Object.values(assuranceFrameworks)) {
      framework.proofing.forEach((got, rank) => {
        framework.proofing.forEach((proofing, needed) => {
          const held = { framework: framework.id, authentication: "none", proofing: got };
          expect(satisfies(held, { framework: framework.id, proofing })).toBe(rank >= needed);
        });
      });
    }
  });

  test("the two values are never mixed", () => {
    const strongLogin = { framework: "gpg45", authentication: "high", proofing: "low" };
    expect(satisfies(strongLogin, { framework: "gpg45", proofing: "medium" })).toBe(false);
    expect(satisfies(strongLogin, { framework: "gpg45", authentication: "medium" })).toBe(true);
    expect(satisfies(strongLogin, { framework: "gpg45", authentication: "medium", proofing: "medium" })).toBe(
      false,
    );
  });

  test("an unknown level, another framework or none at all satisfies nothing", () => {
    const needed = { framework: "gpg45", proofing: "none" };
    expect(satisfies({ ...medium, proofing: "excellent" }, needed)).toBe(false);
    expect(satisfies({ ...medium, framework: "eidas" }, needed)).toBe(false);
    expect(satisfies(undefined, needed)).toBe(false);
  });

  test("asking for what is not defined is the asker's mistake", () => {
    expect(() => satisfies(medium, { framework: "made-up" })).toThrow(
      expect.objectContaining({ code: "identity/unknown-framework" }),
    );
    expect(() => satisfies(medium, { framework: "gpg45", proofing: "excellent" })).toThrow(
      expect.objectContaining({ code: "identity/unknown-framework" }),
    );
    expect(() => createAssurancePolicy([{ id: "odd", authentication: ["a", "a"], proofing: [] }])).toThrow(
      RangeError,
    );
  });
});
