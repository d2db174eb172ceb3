import { describe, expect, test } from "vitest";
import { receiptLaw, receiptOf } from "../../../packages/http/src/courier/receipt.js";

const parcel = { id: "prc_1", from: "work", type: "handoff.offer", sentAt: "2026-11-23T09:59:00.000Z" };
const context = {
  now: "2026-11-23T10:00:00.000Z",
  actor: { kind: "service", id: "work", organisation: "work" },
} as const;

const [taken] = receiptLaw.decide(receiptLaw.initial, parcel, context).events;
const state = taken ? receiptLaw.evolve(receiptLaw.initial, taken) : receiptLaw.initial;

describe("the law of an inbox", () => {
  test("a parcel is taken once", () => {
    expect(state).toEqual({ receivedAt: context.now, type: parcel.type, sentAt: parcel.sentAt });
    expect(receiptLaw.decide(state, parcel, context).events).toEqual([]);
  });

  test.each([{ type: "handoff.other" }, { sentAt: "2026-11-23T09:59:00.001Z" }])(
    "another parcel under its id: %j",
    (other) => {
      expect(() => receiptLaw.decide(state, { ...parcel, ...other }, context)).toThrow(
        expect.objectContaining({ code: "http/parcel-reused", details: { id: "prc_1" } }),
      );
    },
  );

  test("each sender has ids of its own, and none can be spelt into another's", () => {
    const addresses = [
      receiptOf("work", "a"),
      receiptOf("care", "a"),
      receiptOf("work:a", ""),
      receiptOf("work", "b"),
    ];
    expect(new Set(addresses).size).toBe(4);
  });
});
