import { type Journeys, presenceSchema } from "@throughline/journey";
import * as z from "zod";
import { type AnyOperation, operation } from "../operation.js";
import { claimed } from "./handoff-shapes.js";

const common = { capability: "journey", method: "post", actors: ["staff"], answer: claimed } as const;

/** How a handoff is claimed. The idempotency key is the claimant's own id for the claim. */
export function claimOperations(journeys: Journeys): readonly AnyOperation[] {
  return [
    operation({
      ...common,
      id: "claimHandoff",
      path: "/handoffs/claim",
      summary:
        "Claims a handoff by its spoken code. Unknown, used, expired and mistaken codes all look the same.",
      body: z.strictObject({ code: z.string().min(1).max(1000), presence: presenceSchema }),
      run: async ({ body, idempotencyKey, actor }) =>
        await journeys.claim({ ...body, claimId: idempotencyKey }, { actor }),
    }),
    operation({
      ...common,
      id: "claimHandoffFromQueue",
      path: "/handoffs/{handoff}/claim",
      summary: "Claims a handoff that waits in the queue of the officer's own unit.",
      body: z.strictObject({ presence: presenceSchema }),
      run: async ({ params, body, idempotencyKey, actor }) =>
        await journeys.claimFromQueue(
          params["handoff"] ?? "",
          { ...body, claimId: idempotencyKey },
          { actor },
        ),
    }),
  ];
}
