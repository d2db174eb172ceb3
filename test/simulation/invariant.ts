import type { Change, DueTimer, Instant, MemoryLedger, RecordId } from "@throughline/core";
import type { OutgoingEmail } from "@throughline/notify";
import type { ConsentEvent } from "../../packages/consent/src/decider.js";
import type { ParcelEvent } from "../../packages/http/src/courier/model.js";
import type { HandoffEvent } from "../../packages/journey/src/handoff.js";
import type { JourneyEvent } from "../../packages/journey/src/journey.js";
import type { NotificationEvent } from "../../packages/notify/src/decider.js";
import type { Referred } from "./referral.js";

/** A commit that a store has made. */
export interface Committed {
  /** The store's clock. */
  readonly time: Instant;
  readonly changes: readonly Change[];
}

/** Something that must hold, watched from below: at the store, not at those who use it. Each hub has its own. */
export interface Invariant {
  readonly name: string;
  /** After every commit. */
  committed?(commit: Committed): void;
  /** When timers were handed out. */
  took?(timers: readonly DueTimer[], now: Instant): void;
  /** When a quota said yes. */
  granted?(key: string, limit: number, until: Instant, now: Instant): void;
  /** When the mail server took a message. */
  mailed?(email: OutgoingEmail): void;
  /** When nothing is left to be done. */
  atRest?(store: MemoryLedger): Promise<void>;
}

/** Says that an invariant does not hold, and about what. */
export type Violate = (what: string) => void;

/** What makes an invariant. */
export type InvariantMaker = (violate: Violate) => Invariant;

/** Any event of the laws in this world, as it was written. */
type AnyEvent = JourneyEvent | HandoffEvent | ConsentEvent | NotificationEvent | ParcelEvent | Referred;

/** An event with the record that it happened to. */
export type Told = AnyEvent & { readonly record: RecordId };

/** The events of a commit in order. */
export function eventsOf({ changes }: Committed): readonly Told[] {
  return changes.flatMap(({ record, events }) =>
    events.map(({ type, data }) => ({ record, type, data }) as unknown as Told),
  );
}
