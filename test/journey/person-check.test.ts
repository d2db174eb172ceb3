import { documentTypes, personCheckSchema } from "@throughline/journey";
import { describe, expect, test } from "vitest";
import { personCheckPlaces } from "../../packages/journey/src/person-check.js";

describe("a person check", () => {
  test.each(documentTypes)("a %s may be seen", (document) => {
    expect(personCheckSchema.safeParse({ level: "P3", document }).success).toBe(true);
  });

  test.each([
    { level: "P0" },
    { level: "P1", dateOfBirth: "1987-02-30" },
    { level: "P1", dateOfBirth: ["1987-03-14", "1987-03-15"] },
    { level: "P3", document: "passport", number: "123456789" },
    { level: "P3", document: "passport", dateOfBirth: "1987-03-14" },
  ])("%j is none", (check) => {
    expect(personCheckSchema.safeParse(check).success).toBe(false);
  });

  test("no document is seen from afar", () => {
    expect(personCheckPlaces.P3).not.toContain("call");
    expect(personCheckPlaces.P3).not.toContain("video");
  });
});
