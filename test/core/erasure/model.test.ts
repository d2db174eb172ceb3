import type { ErasureOrder } from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  erasureOrderSchema,
  holdSchema,
  parsed,
  parsedSubject,
  subjectsOf,
} from "../../../packages/core/src/erasure/model.js";
import { refusal } from "../support.js";
import { start } from "./support.js";

const order: ErasureOrder = {
  subject: "p-ada",
  aliases: ["j-ada"],
  reason: "asked-by-letter",
  askedAt: start,
  kept: [{ what: "payments-ledger", basis: "tax-records-act:12", until: "2033-01-01T00:00:00.000Z" }],
};

async function refused(input: unknown): Promise<unknown> {
  const error = await refusal(() => parsed(erasureOrderSchema, input));
  expect(error.code).toBe("erasure/invalid-input");
  return error.details["members"];
}

describe("an order", () => {
  test("is read as it is", () => {
    expect(parsed(erasureOrderSchema, order)).toEqual(order);
    expect(parsed(erasureOrderSchema, { subject: "p-ada" })).toEqual({ subject: "p-ada" });
  });

  test.each([
    ["subject", ""],
    ["subject", "p".repeat(201)],
    ["subject", "~lookup"],
    ["subject", "p\u0000"],
    ["subject", "p\ud800"],
    ["subject", 7],
    ["aliases", Array.from({ length: 33 }, (_, index) => `j-${index}`)],
    ["reason", "Ada Smith asked me"],
    ["reason", "x".repeat(81)],
    ["askedAt", "yesterday"],
    ["kept", "everything"],
  ])("whose %s means nothing is refused by that name, without its value", async (member, value) => {
    expect(await refused({ ...order, [member]: value })).toEqual([member]);
  });

  test("names the place of what is wrong inside, and takes no other members", async () => {
    expect(await refused({ ...order, aliases: ["j-ada", "~lookup"] })).toEqual(["aliases.1"]);
    expect(await refused({ ...order, kept: [{ what: "Her letters", basis: "x" }] })).toEqual(["kept.0.what"]);
    expect(await refused({ ...order, kept: [{ what: "x", basis: "x", note: "Ada" }] })).toEqual(["kept.0"]);
    expect(await refused({ ...order, force: true })).toEqual([""]);
    expect(await refused(null)).toEqual([""]);
  });

  test("gives every subject once, the person first", async () => {
    expect(subjectsOf(order)).toEqual(["p-ada", "j-ada"]);
    expect(subjectsOf({ subject: "p-ada" })).toEqual(["p-ada"]);
    for (const aliases of [["p-ada"], ["j-ada", "j-ada"]]) {
      const error = await refusal(() => subjectsOf({ subject: "p-ada", aliases }));
      expect([error.code, error.details]).toEqual(["erasure/invalid-input", { members: ["aliases"] }]);
    }
  });
});

test("a person is a subject, and never a key of the organisation", async () => {
  expect(parsedSubject("p-ada")).toBe("p-ada");
  for (const wrong of ["~lookup", "", undefined, { subject: "p-ada" }]) {
    expect((await refusal(() => parsedSubject(wrong))).code).toBe("erasure/invalid-input");
  }
});

test("a hold has a code for its basis, and an end or none", async () => {
  expect(parsed(holdSchema, { basis: "court:4711" })).toEqual({ basis: "court:4711" });
  expect(parsed(holdSchema, { basis: "court", until: start })).toEqual({ basis: "court", until: start });
  const wrong = [
    {},
    { basis: "the Smith case" },
    { basis: "court", until: "soon" },
    { basis: "court", who: 1 },
  ];
  for (const hold of wrong) {
    expect((await refusal(() => parsed(holdSchema, hold))).code).toBe("erasure/invalid-input");
  }
});
