import { expect, test } from "vitest";
import { claimsOf, queueOf } from "../../packages/journey/src/handoff-index.js";

test("two audiences never share a queue, nor two officers their claims, by moving a boundary", () => {
  const queues = [
    queueOf({ organisation: "a", unit: "bc", channel: "phone" }),
    queueOf({ organisation: "ab", unit: "c", channel: "phone" }),
    queueOf({ organisation: "a", unit: "bc", channel: "office" }),
  ];
  expect(new Set(queues).size).toBe(3);
  expect(claimsOf({ organisation: "a", id: "bc" })).not.toBe(claimsOf({ organisation: "ab", id: "c" }));
});
