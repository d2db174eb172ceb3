import { actorKinds, channelSchema, type Fields, factSchema, instantSchema } from "@throughline/core";
import {
  type AskCount,
  askBuckets,
  audienceSchema,
  definitionRef,
  type HandoffStatus,
  type HandoffView,
  type JourneyView,
  type Offered,
  offerReasons,
  type Party,
  type QueueTickets,
  type Step,
  type Ticket,
  type TimelineEntry,
  type Written,
} from "@throughline/journey";
import * as z from "zod";
import { factTypeSchema, nameSchema, oneOf } from "../shapes.js";
import { withheldSchema } from "./handoff-shapes.js";

/** Schema of the answer where there is nothing to say. */
export const done: z.ZodType<{ readonly done: true }> = z.strictObject({ done: z.literal(true) });

/** Schema of where a journey stands after a write. */
export const written: z.ZodType<Written> = z.strictObject({
  journeyId: z.string(),
  version: z.int().min(1),
} satisfies Fields<Written>);

/** Schema of an offer that stands. */
export const offered: z.ZodType<Offered> = z.strictObject({
  handoffId: z.string(),
  code: z.string(),
  offeredUntil: instantSchema,
  covered: z.array(factTypeSchema).readonly(),
  withheld: z.array(factTypeSchema).readonly(),
} satisfies Fields<Offered>);

const handoffStatus = oneOf<HandoffStatus>({
  none: true,
  offered: true,
  claimed: true,
  accepted: true,
  completed: true,
  returned: true,
  declined: true,
  expired: true,
  withdrawn: true,
  recalled: true,
});

const handoffView = z.strictObject({
  handoffId: z.string(),
  status: handoffStatus,
  audience: audienceSchema,
  reason: z.enum(offerReasons),
  offeredAt: instantSchema,
  offeredUntil: instantSchema,
} satisfies Fields<HandoffView>);

const count = z.int().min(0);

const askCount = z.strictObject({
  asked: count,
  confirmed: count,
  buckets: z.partialRecord(z.enum(askBuckets), count),
} satisfies Fields<AskCount>);

const stepSchema = z.strictObject({
  step: nameSchema,
  channel: channelSchema,
  at: instantSchema,
} satisfies Fields<Step>);

/** Schema of a journey as its person sees it. */
export const journeyView: z.ZodType<JourneyView> = z.strictObject({
  journeyId: z.string(),
  version: z.int().min(1),
  status: z.enum(["open", "completed"]),
  definition: definitionRef,
  channel: channelSchema,
  subject: nameSchema.exactOptional(),
  facts: z.array(factSchema).readonly(),
  candidates: z.record(factTypeSchema, z.array(factSchema).readonly()),
  asks: z.record(factTypeSchema, askCount),
  steps: z.array(stepSchema).readonly(),
  handoffs: z.array(handoffView).readonly(),
} satisfies Fields<JourneyView>);

const party = z.strictObject({
  kind: z.enum(actorKinds),
  id: nameSchema,
  organisation: nameSchema,
  unit: nameSchema.exactOptional(),
} satisfies Fields<Party>);

const happenings = oneOf<TimelineEntry["what"]>({
  "journey.started": true,
  "journey.bound": true,
  "journey.recorded": true,
  "journey.asked": true,
  "journey.step-reached": true,
  "journey.read": true,
  "journey.completed": true,
  "handoff.offered": true,
  "handoff.code-reissued": true,
  "handoff.claimed": true,
  "handoff.accepted": true,
  "handoff.completed": true,
  "handoff.returned": true,
  "handoff.declined": true,
  "handoff.lapsed": true,
  "handoff.expired": true,
  "handoff.withdrawn": true,
  "handoff.recalled": true,
});

/** Schema of a timeline. */
export const timeline: z.ZodType<readonly TimelineEntry[]> = z
  .array(
    z.strictObject({
      at: instantSchema,
      what: happenings,
      by: party,
      handoffId: z.string().exactOptional(),
      channel: z.string().exactOptional(),
      facts: z.array(factTypeSchema).readonly().exactOptional(),
      withheld: z.array(withheldSchema).readonly().exactOptional(),
      purpose: z.string().exactOptional(),
      reason: z.string().exactOptional(),
    } satisfies Fields<TimelineEntry>),
  )
  .readonly();

const ticket = z.strictObject({
  handoffId: z.string(),
  service: nameSchema,
  language: z.string(),
  reason: z.enum(offerReasons),
  offeredAt: instantSchema,
  offeredUntil: instantSchema,
} satisfies Fields<Ticket>);

/** Part of a queue, with the place where the next begins as one text. */
export interface QueuePage extends Pick<QueueTickets, "tickets"> {
  /** Hand this back as `after`. Absent: there is no more. */
  readonly next?: string;
}

/** Schema of {@link QueuePage}. */
export const queuePage: z.ZodType<QueuePage> = z.strictObject({
  tickets: z.array(ticket).readonly(),
  next: z.string().exactOptional(),
} satisfies Fields<QueuePage>);
