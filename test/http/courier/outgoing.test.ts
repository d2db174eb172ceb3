import { personal } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { checkParcel, documentOf } from "../../../packages/http/src/courier/outgoing.js";

const parcel = {
  id: "prc_1",
  to: "housing",
  type: "handoff.offer",
  data: { name: { ...personal("p-1", "Siân") } },
};

describe("what leaves", () => {
  test("is the published document, with the marks taken off", () => {
    expect(documentOf({ parcel, from: "work", postedAt: "2026-11-23T10:00:00.000Z" })).toEqual({
      version: 1,
      id: "prc_1",
      type: "handoff.offer",
      from: "work",
      to: "housing",
      sentAt: "2026-11-23T10:00:00.000Z",
      data: { name: "Siân" },
    });
  });

  test("is measured as it travels", () => {
    const bytes = new TextEncoder().encode(
      JSON.stringify(documentOf({ parcel, from: "work", postedAt: "2026-11-23T10:00:00.000Z" })),
    ).byteLength;
    expect(() => checkParcel(parcel, "work", bytes)).not.toThrow();
    expect(() => checkParcel(parcel, "work", bytes - 1)).toThrow(
      expect.objectContaining({
        code: "http/parcel-too-large",
        details: { bytes, maxParcelBytes: bytes - 1 },
      }),
    );
  });

  test("every wrong member is named", () => {
    const wrong = {
      id: "a.b",
      to: "housing",
      type: "X",
      data: { a: [{ "~erased": "p-1" }] },
      expires: "soon",
    };
    expect(() => checkParcel(wrong, "work", 10_000)).toThrow(
      expect.objectContaining({
        code: "http/malformed-parcel",
        details: { members: ["id", "type", "data", "expires"] },
      }),
    );
  });
});
