import { channels, type Source, sourceParties, sourceSchema } from "@throughline/core";
import { expect, test } from "vitest";

const source: Source = {
  by: "staff",
  channel: "office",
  at: "2026-11-23T10:00:00.000Z",
  organisation: "wac",
};

test("a source is taken from every party in every channel", () => {
  for (const by of sourceParties) {
    for (const channel of channels)
      expect(sourceSchema.parse({ ...source, by, channel })).toEqual({ ...source, by, channel });
  }
  expect(channels).toHaveLength(8);
});

test.each([
  { by: "x" },
  { channel: "x" },
  { at: "2026-11-23T10:00:00Z" },
  { organisation: "" },
  { recordedBy: "" },
  { extra: 1 },
])("a source with %o is refused", (parts) => {
  expect(sourceSchema.safeParse({ ...source, ...parts }).success).toBe(false);
});
