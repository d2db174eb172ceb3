import { channelSchema, type Fact, type Fields, factSchema } from "@throughline/core";
import {
  type AskInput,
  definitionRef,
  type Grant,
  grantSchema,
  type Journeys,
  type OfferInput,
  offerInput,
  type StartInput,
  type StepInput,
} from "@throughline/journey";
import * as z from "zod";
import { type AnyOperation, type Call, operation } from "../operation.js";
import { factTypeSchema, nameSchema } from "../shapes.js";
import { done, offered, written } from "./journey-shapes.js";

const owners = ["person", "service"] as const;
const writers = ["person", "staff", "service"] as const;

/** A write with the grant of its holder, who needs one where the person does not. */
interface Held {
  /** What acceptance gave. */
  readonly grant?: Grant;
}

const held = { grant: grantSchema.exactOptional() } satisfies Fields<Held>;

const startBody: z.ZodType<StartInput> = z.strictObject({
  definition: definitionRef,
  channel: channelSchema,
  subject: nameSchema.exactOptional(),
} satisfies Fields<StartInput>);

const factsBody: z.ZodType<Held & { readonly facts: readonly Fact[] }> = z.strictObject({
  ...held,
  facts: z.array(factSchema).min(1).max(100).readonly(),
});

const ask: z.ZodType<AskInput> = z.strictObject({
  type: factTypeSchema,
  how: z.enum(["asked", "confirmed"]),
  channel: channelSchema,
} satisfies Fields<AskInput>);

const step: z.ZodType<StepInput> = z.strictObject({
  step: nameSchema,
  channel: channelSchema,
} satisfies Fields<StepInput>);

const askBody: z.ZodType<Held & { readonly ask: AskInput }> = z.strictObject({ ...held, ask });
const stepBody: z.ZodType<Held & { readonly step: StepInput }> = z.strictObject({ ...held, step });
const offerBody: z.ZodType<Held & { readonly offer: OfferInput }> = z.strictObject({
  ...held,
  offer: offerInput,
});

function journeyId({ params }: Pick<Call<unknown>, "params">): string {
  return params["journey"] ?? "";
}

function holder({ actor, idempotencyKey, body: { grant } }: Call<Held>) {
  return { actor, idempotencyKey, ...(grant ? { grant } : {}) };
}

const common = { capability: "journey", method: "post" } as const;

function beginnings(journeys: Journeys): readonly AnyOperation[] {
  return [
    operation({
      ...common,
      id: "startJourney",
      path: "/journeys",
      summary: "Starts a journey. A service may start one for nobody yet, and bind it later.",
      actors: owners,
      body: startBody,
      answer: written,
      status: 201,
      run: async ({ body, ...act }) => await journeys.start(body, act),
    }),
    operation({
      ...common,
      id: "bindJourney",
      path: "/journeys/{journey}/bind",
      summary: "Says whose an anonymous journey is, once, after a verified sign-in.",
      actors: ["service"],
      body: z.strictObject({ subject: nameSchema }),
      answer: written,
      run: async (call) => await journeys.bind(journeyId(call), call.body.subject, call),
    }),
    operation({
      ...common,
      id: "finishJourney",
      path: "/journeys/{journey}/finish",
      summary: "Finishes a journey without a holder.",
      actors: owners,
      answer: done,
      run: async (call) => {
        await journeys.finish(journeyId(call), call);
        return { done: true } as const;
      },
    }),
  ];
}

function records(journeys: Journeys): readonly AnyOperation[] {
  return [
    operation({
      ...common,
      id: "recordFacts",
      path: "/journeys/{journey}/facts",
      summary: "Records facts: the person's own, or a holder's under its grant.",
      actors: writers,
      body: factsBody,
      answer: written,
      run: async (call) => await journeys.record(journeyId(call), call.body.facts, holder(call)),
    }),
    operation({
      ...common,
      id: "recordAsk",
      path: "/journeys/{journey}/asks",
      summary: "Records that a fact was asked for or confirmed.",
      actors: writers,
      body: askBody,
      answer: written,
      run: async (call) => await journeys.recordAsk(journeyId(call), call.body.ask, holder(call)),
    }),
    operation({
      ...common,
      id: "reachStep",
      path: "/journeys/{journey}/steps",
      summary: "Records that a step of the service was reached.",
      actors: writers,
      body: stepBody,
      answer: written,
      run: async (call) => await journeys.reach(journeyId(call), call.body.step, holder(call)),
    }),
  ];
}

function offering(journeys: Journeys): AnyOperation {
  return operation({
    ...common,
    id: "offerHandoff",
    path: "/journeys/{journey}/offers",
    summary:
      "Offers the journey to a unit and gives the spoken code. The code is shown once: the same key again gives the same handoff with a new code, and the earlier one is burnt.",
    actors: writers,
    body: offerBody,
    answer: offered,
    status: 201,
    run: async (call) => await journeys.offer(journeyId(call), call.body.offer, holder(call)),
  });
}

/** What is written to a journey. */
export function journeyWrites(journeys: Journeys): readonly AnyOperation[] {
  return [...beginnings(journeys), ...records(journeys), offering(journeys)];
}
