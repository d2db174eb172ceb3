import { type Change, type CommitOptions, checkCommit, type RecordId } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { change, freshRecord, refusal } from "./support.js";

const good = change(freshRecord(), 0, {
  keys: [{ name: "n", value: "v" }],
  timers: [{ name: "t", due: "2026-11-23T10:00:00.000Z" }],
});
const twice = <Item>(item: Item) => [item, item];
const bad: readonly (readonly [string, Partial<Change>])[] = [
  ["record", { record: "no-slash" as RecordId }],
  ["record", { record: "Kind/a" }],
  ["record", { record: "kind/a b" }],
  ["record", { record: "kind/a\n" }],
  ["record", { record: `kind/${"x".repeat(201)}` }],
  ["record", { record: `${"k".repeat(61)}/x` }],
  ["expectedVersion", { expectedVersion: -1 }],
  ["expectedVersion", { expectedVersion: 0.5 }],
  ["expectedVersion", { expectedVersion: 2 ** 53 }],
  ["law", { law: 0 }],
  ["law", { law: 1.5 }],
  ["law", { law: 2_000_000_001 }],
  ["expectedVersion", { expectedVersion: 2_000_000_001 }],
  ["events", { events: [] }],
  ["events", { events: [{ type: "", data: {} }] }],
  ["events", { events: [{ type: "a\nb", data: {} }] }],
  ["events", { events: [{ type: "a", data: {}, actor: { kind: "staff", id: "" } }] }],
  ["keys", { keys: twice({ name: "n", value: "v" }) }],
  ["keys", { keys: [{ name: "", value: "v" }] }],
  ["keys", { keys: [{ name: "n".repeat(61), value: "v" }] }],
  ["keys", { keys: [{ name: "n", value: "v".repeat(401) }] }],
  ["keys", { keys: [{ name: "n", value: "v", order: "o".repeat(201) }] }],
  ["keys", { keys: [{ name: "n", value: "\u0000" }] }],
  ["keys", { keys: [{ name: "n", value: "v", order: "\uD800" }] }],
  ["timers", { timers: twice({ name: "t", due: "2026-11-23T10:00:00.000Z" }) }],
  ["timers", { timers: [{ name: "t", due: "2026-11-23T10:00:00Z" }] }],
  ["timers", { timers: [{ name: "t", due: "2026-11-23T10:00:00.000+01:00" }] }],
  ["timers", { timers: [{ name: "", due: "2026-11-23T10:00:00.000Z" }] }],
  ["partition", { partition: "" }],
  ["partition", { partition: "a\u0000" }],
  ["partition", { partition: "p".repeat(301) }],
];
const badOptions: readonly (readonly [string, CommitOptions])[] = [
  ["requires", { requires: twice({ record: "a/b", version: 1 }) }],
  ["requires", { requires: [{ record: "ab" as RecordId, version: 1 }] }],
  ["requires", { requires: [{ record: "a/b", version: -1 }] }],
  ["requires", { requires: [{ record: "a/b", version: 2 ** 31 }] }],
  ["before", { before: "soon" }],
  ["notBefore", { notBefore: "2026-11-23" }],
  ["fingerprint", { idempotencyKey: "k" }],
  ["fingerprint", { idempotencyKey: "k", fingerprint: "\u0000" }],
  ["idempotencyKey", { idempotencyKey: "", fingerprint: "f" }],
  ["idempotencyKey", { idempotencyKey: "k".repeat(201), fingerprint: "f" }],
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
      requires: [{ record: "a/b", version: 0 }],
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

  test.each(bad)("refuses %s in %o", async (member, parts) => {
    const error = await refusal(() => checkCommit([{ ...good, ...parts }], {}));
    expect([error.code, error.details["member"]]).toEqual(["ledger/invalid-change", member]);
  });

  test.each(badOptions)("refuses the option %s in %o", async (member, options) => {
    const error = await refusal(() => checkCommit([good], options));
    expect([error.code, error.details["member"]]).toEqual(["ledger/invalid-change", member]);
  });

  test("refuses no change at all, and two of one record", async () => {
    expect((await refusal(() => checkCommit([], {}))).details["member"]).toBe("changes");
    expect((await refusal(() => checkCommit(twice(good), {}))).details["member"]).toBe("changes");
  });
});
