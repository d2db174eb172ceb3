import { type Fields, factSchema, instantSchema } from "@throughline/core";
import {
  type Accepted,
  type Claimed,
  grantSchema,
  type Projection,
  type ReadResult,
  routingCard,
  type Withheld,
  type WithheldBecause,
} from "@throughline/journey";
import * as z from "zod";
import { digestSchema, factTypeSchema, oneOf } from "../shapes.js";

/** Schema of what is not shown. */
export const withheldSchema: z.ZodType<Withheld> = z.strictObject({
  type: factTypeSchema,
  because: oneOf<WithheldBecause>({ consent: true, purpose: true, assurance: true }),
} satisfies Fields<Withheld>);

const projection = z.strictObject({
  facts: z.array(factSchema).readonly(),
  withheld: z.array(withheldSchema).readonly(),
  missing: z.array(factTypeSchema).readonly(),
  hash: digestSchema,
} satisfies Fields<Projection>);

/** Schema of a claim's outcome. */
export const claimed: z.ZodType<Claimed> = z.union([
  z.strictObject({
    ok: z.literal(true),
    grant: grantSchema,
    journeyId: z.string(),
    card: routingCard,
    until: instantSchema,
  } satisfies Fields<Extract<Claimed, { readonly ok: true }>>),
  z.strictObject({ ok: z.literal(false), reason: z.literal("not-found") } satisfies Fields<
    Extract<Claimed, { readonly ok: false }>
  >),
]);

const reading = z.strictObject({
  ok: z.literal(true),
  grant: grantSchema,
  projection,
  until: instantSchema,
} satisfies Fields<ReadResult>);

/** Schema of what a holder reads. */
export const readResult: z.ZodType<ReadResult> = reading;

/** Schema of an acceptance's outcome. */
export const accepted: z.ZodType<Accepted> = z.union([
  reading,
  z.strictObject({
    ok: z.literal(false),
    reason: z.literal("person-check"),
    triesLeft: z.int().min(0),
  } satisfies Fields<Extract<Accepted, { readonly ok: false }>>),
]);
