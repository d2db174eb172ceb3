import { expect, test } from "vitest";
import * as z from "zod";
import { operation } from "../../packages/hub/src/operation.js";

test("a declared operation is what was declared", async () => {
  const declared = {
    id: "add",
    capability: "journey",
    method: "post",
    path: "/add",
    summary: "Adds.",
    actors: ["service"],
    body: z.strictObject({ a: z.number() }),
    answer: z.number(),
    run: async (call: { readonly body: { readonly a: number } }) => call.body.a + 1,
  } as const;
  const made = operation(declared);
  expect(made).toBe(declared);
  const actor = { kind: "service", id: "s", organisation: "o" } as const;
  const call = { actor, params: {}, query: {}, body: { a: 1 } as never, idempotencyKey: "k" };
  expect(await made.run(call)).toBe(2);
});
