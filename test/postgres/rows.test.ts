import { isThroughlineError, stateDigestOf } from "@throughline/core";
import { expect, test } from "vitest";
import { type EventRow, eventIn, recordIn } from "../../packages/postgres/src/rows.js";

const parts = { state: '{"n":"Œ 𝄞"}', keys: "[]", timers: "[]", law: 3 };
const row = {
  record: "note/1",
  partition: "note/1",
  head: "a".repeat(64),
  state_digest: stateDigestOf(parts, 4),
  changed_at: "2026-11-23T10:00:00.000Z",
  body: `{"keys":[],"law":3,"state":{"n":"Œ 𝄞"},"timers":[],"version":4}`,
} as const;

test("a row whose digest fits is the record; the portable and the platform's hash agree", () => {
  const { record, partition, head, changed_at: changedAt } = row;
  const rest = { record, partition, head, changedAt };
  expect(recordIn(row)).toEqual({ ...rest, state: { n: "Œ 𝄞" }, keys: [], timers: [], version: 4, law: 3 });
});

test.each([
  ["body", row.body.replace('"version":4', '"version":3')],
  ["body", `${row.body} `],
  ["body", "{"],
  ["state_digest", ""],
])("a row with another %s is refused", (member, value) => {
  expect(() => recordIn({ ...row, [member]: value })).toThrow(
    expect.objectContaining({ code: "ledger/corrupt" }) as Error,
  );
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
