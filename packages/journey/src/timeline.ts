import type { FactTypeId, Instant, LedgerEvent, RecordId } from "@throughline/core";
import { checkOwner } from "./access.js";
import { type ActOptions, type Foundation, journeyRecord } from "./foundation.js";
import type { HandoffEvent } from "./handoff.js";
import type { JourneyEvent } from "./journey.js";
import type { Party } from "./model.js";
import type { Withheld } from "./projection.js";

/** One thing that happened, for the person to read: who did what, where, when, and what they saw. No values. */
export interface TimelineEntry {
  /** When, by the ledger's clock. */
  readonly at: Instant;
  /** What: `handoff.accepted`. */
  readonly what: JourneyEvent["type"] | HandoffEvent["type"];
  /** Who. */
  readonly by: Party;
  /** Under which handoff. */
  readonly handoffId?: string;
  /** In which channel, where that is known. */
  readonly channel?: string;
  /** The fact types that were written, asked or seen. */
  readonly facts?: readonly FactTypeId[];
  /** What was not shown, and why. */
  readonly withheld?: readonly Withheld[];
  /** For which purpose, where it was offered. */
  readonly purpose?: string;
  /** The reason that was given, where one was. */
  readonly reason?: string;
}

type Told = Pick<TimelineEntry, "channel" | "facts" | "withheld" | "purpose" | "reason">;
type AnyEvent = JourneyEvent | HandoffEvent;
type Data<Type extends AnyEvent["type"]> = Extract<AnyEvent, { readonly type: Type }>["data"];

/** What of each event is told. */
const told: { readonly [Type in AnyEvent["type"]]?: (data: Data<Type>) => Told } = {
  "journey.started": ({ channel }) => ({ channel }),
  "journey.recorded": ({ facts }) => ({ facts: facts.map(({ type }) => type) }),
  "journey.asked": ({ type, channel, bucket }) => ({ channel, facts: [type], reason: bucket ?? "confirmed" }),
  "journey.step-reached": ({ channel, step }) => ({ channel, reason: step }),
  "journey.read": ({ types, withheld }) => ({ facts: types, withheld }),
  "handoff.offered": ({ terms }) => ({
    channel: terms.audience.channel,
    purpose: terms.purpose,
    reason: terms.reason,
  }),
  "handoff.accepted": ({ types, withheld }) => ({ facts: types, withheld }),
  "handoff.completed": ({ outcome }) => ({ reason: outcome }),
  "handoff.returned": ({ reason }) => ({ reason }),
  "handoff.declined": ({ reason }) => ({ reason }),
  "handoff.recalled": ({ cause }) => ({ reason: cause }),
};

function entryOf({ event }: LedgerEvent, handoffId: string | undefined): TimelineEntry {
  const { type, data } = { type: event.type, data: event.data } as unknown as AnyEvent;
  const tell = told[type] as ((data: AnyEvent["data"]) => Told) | undefined;
  const under = handoffId ?? ("handoff" in data ? data.handoff : undefined);
  return {
    at: event.time ?? data.at,
    what: type,
    by: data.by,
    ...(under === undefined ? {} : { handoffId: under }),
    ...tell?.(data),
  };
}

async function entriesOf(
  { ledger }: Foundation,
  record: RecordId,
  handoffId?: string,
): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for await (const event of ledger.history(record)) entries.push(entryOf(event, handoffId));
  return entries;
}

/** Everything that happened to a journey and its handoffs, oldest first. */
export async function timelineOf(
  foundation: Foundation,
  journeyId: string,
  { actor }: Pick<ActOptions, "actor">,
): Promise<readonly TimelineEntry[]> {
  const record = journeyRecord(journeyId);
  checkOwner((await foundation.journeys.load(record)).state, actor);
  const entries = await entriesOf(foundation, record);
  for await (const found of foundation.ledger.find({ kind: "handoff", name: "journey", value: journeyId })) {
    const { terms } = await foundation.handoffs.read(found);
    entries.push(...(await entriesOf(foundation, found.record, terms?.id)));
  }
  return entries.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}
