import { type Change, type CommitOptions, checkCommit, type RecordId } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { change, freshRecord, refusal } from "./support.js";

const good = change(freshRecord(), 0, {
  keys: [{ name: "n", value: "v" }],
  timers: [{ name: "t", due: "2026-11-23T10:00:00.000Z" }],
});
const twice = <Item>(item: Item) => [item, item];
const bad: readonly (readonly [string, string, Partial<Change>])[] = [
  ["record", "not an address", { record: "no-slash" as RecordId }],
  ["record", "not an address", { record: "Kind/a" }],
  ["record", "not an address", { record: "kind/a b" }],
  ["record", "not an address", { record: "kind/a\n" }],
  ["record", "not an address", { record: `kind/${"x".repeat(201)}` }],
  ["record", "not an address", { record: `${"k".repeat(61)}/x` }],
  ["record", "not an address", { record: "-kind/a" }],
  ["record", "not an address", { record: "kind/" }],
  ["record", "not an address", { record: "a/kind/a" }],
  ["expectedVersion", "not a whole number from 0 to 2,000,000,000", { expectedVersion: -1 }],
  ["expectedVersion", "not a whole number from 0 to 2,000,000,000", { expectedVersion: 0.5 }],
  ["expectedVersion", "not a whole number from 0 to 2,000,000,000", { expectedVersion: 2 ** 53 }],
  ["law", "not a whole number from 1 to 2,000,000,000", { law: 0 }],
  ["law", "not a whole number from 1 to 2,000,000,000", { law: 1.5 }],
  ["law", "not a whole number from 1 to 2,000,000,000", { law: 2_000_000_001 }],
  ["expectedVersion", "not a whole number from 0 to 2,000,000,000", { expectedVersion: 2_000_000_001 }],
  ["events", "none", { events: [] }],
  [
    "events",
    "type or actor is not a text for an event",
    { events: [...good.events, { type: "", data: {} }] },
  ],
  ["events", "type or actor is not a text for an event", { events: [{ type: "", data: {} }] }],
  ["events", "type or actor is not a text for an event", { events: [{ type: "a\nb", data: {} }] }],
  [
    "events",
    "type or actor is not a text for an event",
    { events: [{ type: "a", data: {}, actor: { kind: "staff", id: "" } }] },
  ],
  ["keys", "twice the same", { keys: twice({ name: "n", value: "v" }) }],
  ["keys", "too long, empty name, or not storable", { keys: [{ name: "", value: "v" }] }],
  ["keys", "too long, empty name, or not storable", { keys: [{ name: "n".repeat(61), value: "v" }] }],
  ["keys", "too long, empty name, or not storable", { keys: [{ name: "n", value: "v".repeat(401) }] }],
  [
    "keys",
    "too long, empty name, or not storable",
    { keys: [{ name: "n", value: "v", order: "o".repeat(201) }] },
  ],
  ["keys", "too long, empty name, or not storable", { keys: [{ name: "n", value: "\u0000" }] }],
  ["keys", "too long, empty name, or not storable", { keys: [{ name: "n", value: "v", order: "\uD800" }] }],
  ["timers", "twice the same", { timers: twice({ name: "t", due: "2026-11-23T10:00:00.000Z" }) }],
  ["timers", "due is not an instant", { timers: [{ name: "t", due: "2026-11-23T10:00:00Z" }] }],
  ["timers", "due is not an instant", { timers: [{ name: "t", due: "2026-11-23T10:00:00.000+01:00" }] }],
  ["timers", "name is not 1 to 200 characters", { timers: [{ name: "", due: "2026-11-23T10:00:00.000Z" }] }],
  [
    "timers",
    "name is not 1 to 200 characters",
    { timers: [{ name: "t".repeat(201), due: "2026-11-23T10:00:00.000Z" }] },
  ],
  ["partition", "not 1 to 300 characters", { partition: "" }],
  ["partition", "not 1 to 300 characters", { partition: "a\u0000" }],
  ["partition", "not 1 to 300 characters", { partition: "p".repeat(301) }],
];
const badOptions: readonly (readonly [string, string, CommitOptions])[] = [
  ["requires", "twice the same", { requires: twice({ record: "a/b", version: 1 }) }],
  ["requires", "not an address", { requires: [{ record: "ab" as RecordId, version: 1 }] }],
  ["requires", "not a whole number from 0 to 2,000,000,000", { requires: [{ record: "a/b", version: -1 }] }],
  [
    "requires",
    "not a whole number from 0 to 2,000,000,000",
    { requires: [{ record: "a/b", version: 2 ** 31 }] },
  ],
  ["before", "not an instant", { before: "soon" }],
  ["notBefore", "not an instant", { notBefore: "2026-11-23" }],
  ["fingerprint", "missing", { idempotencyKey: "k" }],
  ["fingerprint", "not storable", { idempotencyKey: "k", fingerprint: "\u0000" }],
  ["idempotencyKey", "not 1 to 200 characters", { idempotencyKey: "", fingerprint: "f" }],
  ["idempotencyKey", "not 1 to 200 characters", { idempotencyKey: "k".repeat(201), fingerprint: "f" }],
];

describe("checkCommit", () => {
  test("lets through what is well made, up to every limit", () => {
    const key = { name: "n".repeat(60), value: "v".repeat(400), order: "o".repeat(200) };
    const timers = [{ name: "t".repeat(200), due: "2026-11-23T10:00:00.000Z" }];
    const most = {
      record: `${"k".repeat(60)}/${"x".repeat(200)}`,
      keys: [key],
      timers,
      partition: "p".repeat(300),
    } as const;
    const options = {
      requires: [
        { record: "a/b", version: 0 },
        { record: "a/c", version: 2_000_000_000 },
      ],
      idempotencyKey: "k".repeat(200),
      fingerprint: "f",
    } as const;
    expect(() => checkCommit([good, { ...good, ...most }], options)).not.toThrow();
    expect(() =>
      checkCommit(
        [
          {
            ...good,
            keys: [
              { name: "n", value: "" },
              { name: "n", value: "w" },
            ],
          },
        ],
        {},
      ),
    ).not.toThrow();
  });

  test.each(bad)("refuses %s, %s, in %o", async (member, reason, parts) => {
    const error = await refusal(() => checkCommit([{ ...good, ...parts }], {}));
    expect([error.code, error.details]).toEqual(["ledger/invalid-change", { member, reason }]);
  });

  test.each(badOptions)("refuses the option %s, %s, in %o", async (member, reason, options) => {
    const error = await refusal(() => checkCommit([good], options));
    expect([error.code, error.details]).toEqual(["ledger/invalid-change", { member, reason }]);
  });

  test("refuses no change at all, and two of one record", async () => {
    const member = "changes";
    expect((await refusal(() => checkCommit([], {}))).details).toEqual({ member, reason: "none" });
    const repeated = { member, reason: "twice the same" };
    expect((await refusal(() => checkCommit(twice(good), {}))).details).toEqual(repeated);
  });
});
