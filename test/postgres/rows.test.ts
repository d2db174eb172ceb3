import { isThroughlineError, stateDigestOf } from "@throughline/core";
import { expect, test } from "vitest";
import { type EventRow, eventIn, recordIn } from "../../packages/postgres/src/rows.js";

const parts = { state: '{"n":"Œ 𝄞"}', keys: "[]", timers: "[]", law: 3 };
const row = {
  ...parts,
  record: "note/1",
  partition: "note/1",
  version: 4,
  head: "a".repeat(64),
  state_digest: stateDigestOf(parts, 4),
  changed_at: "2026-11-23T10:00:00.000Z",
} as const;

test("a row whose digest fits is the record; the portable and the platform's hash agree", () => {
  expect(recordIn(row)).toMatchObject({ state: { n: "Œ 𝄞" }, version: 4, law: 3, changedAt: row.changed_at });
});

test.each([
  ["state", "{}"],
  ["keys", "[1]"],
  ["timers", "[1]"],
  ["law", 2],
  ["version", 3],
  ["state_digest", ""],
])("a row with another %s is refused", (member, value) => {
  const altered = { ...row, [member]: value };
  expect(() => recordIn(altered)).toThrow(expect.objectContaining({ code: "ledger/corrupt" }) as Error);
});

const event: EventRow = {
  record: "note/1",
  version: 1,
  body: '{"id":"note/1/1"}',
  time: row.changed_at,
  hash: "b",
  state_digest: null,
};

test("an event carries its time, and a state digest only where it closed a commit", () => {
  expect(eventIn(event)).toEqual({
    record: "note/1",
    version: 1,
    event: { id: "note/1/1", time: row.changed_at },
    hash: "b",
  });
  expect(eventIn({ ...event, state_digest: "c" }).stateDigest).toBe("c");
});

test("an event that is no JSON is refused with its place", () => {
  let refused: unknown;
  try {
    eventIn({ ...event, body: "{" });
  } catch (error) {
    refused = error;
  }
  expect(isThroughlineError(refused, "ledger/corrupt") && refused.details).toEqual({
    record: "note/1",
    version: 1,
  });
});
