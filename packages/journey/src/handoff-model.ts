import type { FactTypeId, Fields } from "@throughline/core";
import * as z from "zod";
import { type Audience, audienceSchema, factTypeSchema, nameSchema } from "./model.js";
import type { Need } from "./projection.js";

/** Why a journey is handed over. A list, so that a reason never carries a person's story. */
export const offerReasons = [
  "person-asks",
  "access-need",
  "failed-validation",
  "low-confidence-identity",
  "legal-requirement",
  "risk",
  "passed-on",
] as const;

/** One reason for an offer. */
export type OfferReason = (typeof offerReasons)[number];

/** Why a claimant does not take a handoff. */
export const declineReasons = [
  "no_skill",
  "no_capacity",
  "wrong_authority",
  "needs_in_person",
  "conflict_of_interest",
  "safety",
] as const;

/** One reason for declining. */
export type DeclineReason = (typeof declineReasons)[number];

/** Why a holder gives a handoff back unfinished. `lease-ended` is said by the clock. */
export const returnReasons = [
  "person-left",
  "cut-off",
  "needs-more-information",
  "not-eligible-here",
  "other",
] as const;

/** One reason for returning. */
export type ReturnReason = (typeof returnReasons)[number];

/** What makes it easier for the person to be served. A list, so that it cannot hold a diagnosis. */
export const accessNeeds = [
  "sign-language-interpreter",
  "language-interpreter",
  "text-relay",
  "hearing-loop",
  "large-print",
  "easy-read",
  "step-free",
  "quiet-room",
  "extra-time",
] as const;

/** One access need. */
export type AccessNeed = (typeof accessNeeds)[number];

/** What a claimant sees before the person is checked. */
export interface RoutingCard {
  /** The service's name in words: `Find work support`. */
  readonly service: string;
  /** BCP 47 tag of the language the person wants. */
  readonly language: string;
  /** Only those that the person agreed to share for routing. */
  readonly access?: readonly AccessNeed[];
}

/** Schema of {@link RoutingCard}. */
export const routingCard: z.ZodType<RoutingCard> = z.strictObject({
  service: nameSchema,
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
    .max(35),
  access: z.array(z.enum(accessNeeds)).max(accessNeeds.length).exactOptional(),
} satisfies Fields<RoutingCard>);

/** An offer to hand a journey over. */
export interface OfferInput {
  /** Whom it is for. */
  readonly audience: Audience;
  /** The purpose for which the receiver works: of needs that name none, and of what it writes. */
  readonly purpose: string;
  /** The fact types it needs. One that serves another purpose names it. At least one, each once. */
  readonly needs: readonly (FactTypeId | Need)[];
  /** Why. */
  readonly reason: OfferReason;
  /** What a claimant sees first. */
  readonly card: RoutingCard;
  /** For how long it can be claimed, 60 to 86,400 seconds. Default 86,400. */
  readonly ttlSeconds?: number;
}

const need: z.ZodType<Need> = z.strictObject({
  type: factTypeSchema,
  purpose: nameSchema,
} satisfies Fields<Need>);

function isEachOnce(needs: OfferInput["needs"]): boolean {
  return (
    new Set(needs.map((entry) => (typeof entry === "string" ? entry : entry.type))).size === needs.length
  );
}

/** Schema of {@link OfferInput}. */
export const offerInput: z.ZodType<OfferInput> = z.strictObject({
  audience: audienceSchema,
  purpose: nameSchema,
  needs: z
    .array(z.union([factTypeSchema, need]))
    .min(1)
    .max(100)
    .refine(isEachOnce),
  reason: z.enum(offerReasons),
  card: routingCard,
  ttlSeconds: z.int().min(60).max(86_400).exactOptional(),
} satisfies Fields<OfferInput>);

/** The needs of an offer, each with its purpose. */
export function needsOf({ needs, purpose }: Pick<OfferInput, "needs" | "purpose">): readonly Need[] {
  return needs.map((entry) => (typeof entry === "string" ? { type: entry, purpose } : entry));
}
