import { type Channel, channelSchema, type FactTypeId, type Fields, type Instant } from "@throughline/core";
import * as z from "zod";
import { type Candidates, candidatesOf, effective } from "./facts.js";
import { factTypeSchema } from "./model.js";

/** Why a fact was asked for. Only `avoidable` is the service's own fault; `confirmed` is no ask at all. */
export const askBuckets = [
  "first_time",
  "stale",
  "law",
  "consent",
  "integration",
  "avoidable",
  "undetermined",
] as const;

/** One reason for asking. */
export type AskBucket = (typeof askBuckets)[number];

/** That a person was asked for a fact, or shown one to confirm. */
export interface AskInput {
  /** The fact type. */
  readonly type: FactTypeId;
  /** `asked`: from nothing. `confirmed`: a known value was shown and agreed to. */
  readonly how: "asked" | "confirmed";
  /** Where. */
  readonly channel: Channel;
}

/** Schema of {@link AskInput}. */
export const askInput: z.ZodType<AskInput> = z.strictObject({
  type: factTypeSchema,
  how: z.enum(["asked", "confirmed"]),
  channel: channelSchema,
} satisfies Fields<AskInput>);

/** How often one fact was asked for in a journey. */
export interface AskCount {
  /** Times asked from nothing. More than 1: asked twice. */
  readonly asked: number;
  /** Times shown and agreed to. */
  readonly confirmed: number;
  /** The asks by reason. */
  readonly buckets: Readonly<Partial<Record<AskBucket, number>>>;
}

/** What could have been done instead of asking: nothing was in the way, consent was, or it cannot be told. */
export type AskHindrance = "none" | "consent" | "undetermined";

/**
 * Puts an ask in exactly one bucket. Within a journey what is known is known exactly.
 *
 * @param hindrance - What kept a known fact from the one who asked.
 */
export function classifyAsk(
  facts: Candidates,
  type: FactTypeId,
  now: Instant,
  hindrance: AskHindrance,
): AskBucket {
  const candidates = candidatesOf(facts, type);
  if (candidates.length === 0) return "first_time";
  if (effective(candidates, now).length === 0) return "stale";
  return hindrance === "none" ? "avoidable" : hindrance;
}

/** The count after one more ask or confirmation. */
export function counted(count: AskCount | undefined, bucket: AskBucket | undefined): AskCount {
  const { asked, confirmed, buckets } = count ?? { asked: 0, confirmed: 0, buckets: {} };
  if (bucket === undefined) return { asked, confirmed: confirmed + 1, buckets };
  return { asked: asked + 1, confirmed, buckets: { ...buckets, [bucket]: (buckets[bucket] ?? 0) + 1 } };
}
