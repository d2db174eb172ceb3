import { type Actor, actorSchema } from "@throughline/core";
import { type AnyOperation, operation } from "../operation.js";

/** Identity over HTTP: what the caller's own token says. */
export function identityOperations(): readonly AnyOperation[] {
  return [
    operation<never, Actor>({
      id: "getIdentity",
      capability: "identity",
      method: "get",
      path: "/identity",
      summary: "Who the caller is, as its identity token says.",
      actors: ["person", "staff", "service", "agent"],
      answer: actorSchema,
      run: async ({ actor }) => actor,
    }),
  ];
}
