import { fingerprint, idempotencyKey, type KeyScope } from "@throughline/core";
import { expect, test } from "vitest";

const party = { kind: "person", organisation: "o", id: "a" } as const;
const scope: KeyScope = { organisation: "o", actor: party, operation: "handoff.claim", key: "k" };

test("the same scope and key give the same ledger key; any other part another", () => {
  const key = idempotencyKey(scope);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(idempotencyKey({ ...scope })).toBe(key);
  const others: KeyScope[] = [
    { ...scope, organisation: "o2" },
    { ...scope, actor: { ...party, id: "a2" } },
    { ...scope, actor: { ...party, kind: "staff" } },
    { ...scope, actor: { ...party, organisation: "o2" } },
    { ...scope, operation: "handoff.offer" },
    { ...scope, key: "k2" },
    { ...scope, actor: { ...party, organisation: "oa", id: "" } },
  ];
  expect(new Set([scope, ...others].map(idempotencyKey)).size).toBe(8);
});

test("a key has 1 to 200 characters", () => {
  expect(() => idempotencyKey({ ...scope, key: "" })).toThrow(RangeError);
  expect(() => idempotencyKey({ ...scope, key: "x".repeat(201) })).toThrow(RangeError);
  expect(idempotencyKey({ ...scope, key: "x".repeat(200) })).toHaveLength(64);
});

test("a fingerprint does not depend on the order of members, and on nothing else does it not", () => {
  expect(fingerprint({ a: 1, b: [2] })).toBe(fingerprint({ b: [2], a: 1 }));
  expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: "1" }));
});
