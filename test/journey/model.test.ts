import {
  audienceSchema,
  definitionRef,
  grantSchema,
  presenceChannels,
  presenceSchema,
} from "@throughline/journey";
import { describe, expect, test } from "vitest";
import { isSameParty, partyOf } from "../../packages/journey/src/model.js";
import { phone, phone2 } from "./support.js";

describe("the nouns of a journey", () => {
  test.each(Object.keys(presenceChannels))("presence %s is read", (kind) => {
    expect(presenceSchema.safeParse({ kind, id: "1" }).success).toBe(true);
  });

  test.each([
    [audienceSchema, { organisation: "a", unit: "b", channel: "fax" }],
    [audienceSchema, { organisation: "a", unit: "", channel: "phone" }],
    [definitionRef, { id: "w", version: 1.5 }],
    [grantSchema, { handoff: "hnd_00000000-0000-7000-8000-000000000000", version: 1, epoch: 0 }],
    [
      grantSchema,
      { handoff: "hnd_00000000-0000-7000-8000-000000000000", version: 1, epoch: 1, holder: "s-1" },
    ],
    [presenceSchema, { kind: "constructor", id: "1" }],
  ])("refuses what does not fit (%#)", (schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  test("a party is the same by kind, id, organisation and unit together", () => {
    const party = partyOf({ ...phone, role: "adviser" });
    expect(party).not.toHaveProperty("role");
    expect(isSameParty(party, phone)).toBe(true);
    for (const other of [
      phone2,
      { ...phone, unit: "x" },
      { ...phone, organisation: "x" },
      { ...phone, kind: "service" as const },
    ]) {
      expect(isSameParty(party, other)).toBe(false);
    }
    expect(isSameParty(undefined, phone)).toBe(false);
  });
});
