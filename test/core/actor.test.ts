import { type Actor, actorKinds, actorSchema } from "@throughline/core";
import { expect, test } from "vitest";

const actor: Actor = { kind: "staff", id: "s-1", organisation: "wac" };

test("an actor is taken with all that may be known of it", () => {
  const assurance = { framework: "gpg45", authentication: "high", proofing: "medium" };
  const full: Actor = { ...actor, unit: "north", role: "adviser", onBehalfOf: "p-1", assurance };
  expect(actorSchema.parse(full)).toEqual(full);
  for (const kind of actorKinds) expect(actorSchema.parse({ ...actor, kind })).toEqual({ ...actor, kind });
});

test.each([
  { kind: "admin" },
  { id: "" },
  { id: "x".repeat(201) },
  { organisation: "" },
  { unit: "" },
  { role: undefined },
  { onBehalfOf: "" },
  { assurance: { framework: "gpg45", authentication: "high" } },
  { assurance: { framework: "", authentication: "high", proofing: "high" } },
  { isAdmin: true },
])("an actor with %o is refused", (parts) => {
  expect(actorSchema.safeParse({ ...actor, ...parts }).success).toBe(false);
});
