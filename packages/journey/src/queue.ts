import type { Actor, Instant, LedgerCursor } from "@throughline/core";
import * as z from "zod";
import { JourneyError } from "./errors.js";
import { type ActOptions, clock, type Foundation, parsed } from "./foundation.js";
import type { HandoffState } from "./handoff.js";
import { queueOf } from "./handoff-index.js";
import type { OfferReason } from "./handoff-model.js";
import { type Audience, audienceSchema } from "./model.js";

/** Something that waits for a unit. Holds no personal data: no fact, no access need, no code, no journey. */
export interface Ticket {
  /** The handoff. */
  readonly handoffId: string;
  /** The service's name in words. */
  readonly service: string;
  /** BCP 47 tag of the language the person wants. */
  readonly language: string;
  /** Why it was handed over. */
  readonly reason: OfferReason;
  /** When it was first offered. Kept when it comes back. */
  readonly offeredAt: Instant;
  /** Until when it can be claimed. */
  readonly offeredUntil: Instant;
}

/** Which part of a queue. */
export interface QueuePage {
  /** Go on after this place. */
  readonly after?: LedgerCursor;
  /** At most so many tickets, 1 to 200. Default 50. */
  readonly limit?: number;
}

/** Part of a queue, in the order in which the tickets were first offered. */
export interface QueueTickets {
  /** The tickets. */
  readonly tickets: readonly Ticket[];
  /** Where the next part begins. Absent: there is no more. */
  readonly next?: LedgerCursor;
}

const limitSchema: z.ZodType<number> = z.int().min(1).max(200);

function ticketOf({ terms, offeredAt }: HandoffState, now: Instant): readonly Ticket[] {
  if (!terms || terms.offeredUntil <= now) return [];
  const { id, card, reason, offeredUntil } = terms;
  return [{ handoffId: id, service: card.service, language: card.language, reason, offeredAt, offeredUntil }];
}

function checkMember({ organisation, unit }: Audience, actor: Actor): void {
  if (actor.kind !== "staff" || actor.unit === undefined) throw new JourneyError("journey/not-staff");
  if (actor.organisation !== organisation || actor.unit !== unit) throw new JourneyError("journey/not-yours");
}

/** What waits for a unit. Only its own staff may look. */
export async function queueTickets(
  foundation: Foundation,
  of: Audience,
  { after, limit: asked }: QueuePage,
  { actor }: ActOptions,
): Promise<QueueTickets> {
  const audience = parsed(audienceSchema, of);
  const limit = parsed(limitSchema, asked ?? 50);
  checkMember(audience, actor);
  const now = await clock(foundation);
  const tickets: Ticket[] = [];
  let seen = 0;
  let cursor: LedgerCursor | undefined;
  const query = {
    kind: "handoff",
    name: "queue",
    value: queueOf(audience),
    limit,
    ...(after ? { after } : {}),
  };
  for await (const found of foundation.ledger.find(query)) {
    tickets.push(...ticketOf(await foundation.handoffs.read(found), now));
    seen += 1;
    ({ cursor } = found);
  }
  return { tickets, ...(seen === limit && cursor ? { next: cursor } : {}) };
}
