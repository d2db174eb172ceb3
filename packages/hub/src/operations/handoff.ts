import { type Fields, factSchema } from "@throughline/core";
import {
  type CompleteInput,
  declineReasons,
  type Grant,
  grantSchema,
  type Journeys,
  personCheckSchema,
  returnReasons,
} from "@throughline/journey";
import * as z from "zod";
import { HubError } from "../errors.js";
import { type AnyOperation, type Call, operation } from "../operation.js";
import { accepted, readResult } from "./handoff-shapes.js";
import { done, offered } from "./journey-shapes.js";

/** A body that carries the grant of the handoff in the path. */
interface Granted {
  /** What the claim or the acceptance gave. */
  readonly grant: Grant;
}

const granted = { grant: grantSchema } satisfies Fields<Granted>;

const completeBody: z.ZodType<Granted & CompleteInput> = z.strictObject({
  ...granted,
  facts: z.array(factSchema).max(100).readonly().exactOptional(),
  finishJourney: z.boolean().exactOptional(),
} satisfies Fields<Granted & CompleteInput>);

/** The grant must be of the handoff that the address names, or a mistaken client would act on another. */
function grantOf({ params, body: { grant } }: Pick<Call<Granted>, "params" | "body">): Grant {
  if (grant.handoff === params["handoff"]) return grant;
  throw new HubError("hub/invalid-request", { details: { fields: ["grant.handoff"] } });
}

const holders = { capability: "journey", method: "post", actors: ["staff"] } as const;
const finished = { done: true } as const;

function seeing(journeys: Journeys): readonly AnyOperation[] {
  return [
    operation({
      ...holders,
      id: "acceptHandoff",
      path: "/handoffs/{handoff}/accept",
      summary:
        "Accepts after the person check, and releases what is covered. The same key again reads it anew.",
      body: z.strictObject({ ...granted, personCheck: personCheckSchema }),
      answer: accepted,
      run: async (call) => await journeys.accept(grantOf(call), { personCheck: call.body.personCheck }, call),
    }),
    operation({
      ...holders,
      id: "readHandoff",
      path: "/handoffs/{handoff}/read",
      summary: "Reads the projection again; consent is asked anew and each reading is recorded.",
      body: z.strictObject(granted),
      answer: readResult,
      run: async (call) => await journeys.read(grantOf(call), call),
    }),
  ];
}

function completing(journeys: Journeys): AnyOperation {
  return operation({
    ...holders,
    id: "completeHandoff",
    path: "/handoffs/{handoff}/complete",
    summary: "Completes a handoff, with its outcome in the same commit.",
    body: completeBody,
    answer: done,
    run: async (call) => {
      const { grant: _, ...input } = call.body;
      await journeys.complete(grantOf(call), input, call);
      return finished;
    },
  });
}

function ending(journeys: Journeys): readonly AnyOperation[] {
  return [
    completing(journeys),
    operation({
      ...holders,
      id: "returnHandoff",
      path: "/handoffs/{handoff}/return",
      summary: "Gives an accepted handoff back unfinished.",
      body: z.strictObject({ ...granted, reason: z.enum(returnReasons) }),
      answer: done,
      run: async (call) => {
        await journeys.return(grantOf(call), call.body.reason, call);
        return finished;
      },
    }),
    operation({
      ...holders,
      id: "declineHandoff",
      path: "/handoffs/{handoff}/decline",
      summary: "Declines a claimed handoff before anything was seen.",
      body: z.strictObject({ ...granted, reason: z.enum(declineReasons) }),
      answer: done,
      run: async (call) => {
        await journeys.decline(grantOf(call), call.body.reason, call);
        return finished;
      },
    }),
  ];
}

function takingBack(journeys: Journeys): readonly AnyOperation[] {
  const owners = { ...holders, actors: ["person", "service"], answer: done } as const;
  return [
    operation({
      ...owners,
      id: "withdrawHandoff",
      path: "/handoffs/{handoff}/withdraw",
      summary: "The person takes an offer back.",
      run: async (call) => {
        await journeys.withdraw(call.params["handoff"] ?? "", call);
        return finished;
      },
    }),
    operation({
      ...owners,
      id: "recallHandoff",
      path: "/handoffs/{handoff}/recall",
      summary:
        "The person takes a claimed or accepted handoff back; its holder's grant is worth nothing any more.",
      run: async (call) => {
        await journeys.recall(call.params["handoff"] ?? "", call);
        return finished;
      },
    }),
    operation({
      ...holders,
      actors: ["person", "staff", "service"],
      id: "reissueCode",
      path: "/handoffs/{handoff}/reissue",
      summary: "Burns the code of an offer and gives a new one, each time it is called.",
      answer: offered,
      run: async (call) => await journeys.reissueCode(call.params["handoff"] ?? "", call),
    }),
  ];
}

/** What is done with a handoff once it is offered or claimed. */
export function handoffOperations(journeys: Journeys): readonly AnyOperation[] {
  return [...seeing(journeys), ...ending(journeys), ...takingBack(journeys)];
}
