import type {
  Change,
  DueTimer,
  Instant,
  JsonObject,
  Ledger,
  MemoryLedger,
  RecordId,
  SubjectId,
  Vault,
} from "@throughline/core";
import type { HeadStore, SignedHead, TileStore } from "@throughline/core/transparency";
import type { OutgoingEmail } from "@throughline/notify";
import type { ConsentEvent } from "../../packages/consent/src/decider.js";
import type { HoldEvent } from "../../packages/core/src/erasure/hold-decider.js";
import type { ErasureEvent } from "../../packages/core/src/erasure/stages.js";
import type { ParcelEvent } from "../../packages/http/src/courier/model.js";
import type { HandoffEvent } from "../../packages/journey/src/handoff.js";
import type { JourneyEvent } from "../../packages/journey/src/journey.js";
import type { NotificationEvent } from "../../packages/notify/src/decider.js";
import type { Referred } from "./referral.js";

/** A commit that a store has made. */
export interface Committed {
  /** The store's clock. */
  readonly time: Instant;
  /** As they were meant, before they were sealed. */
  readonly changes: readonly Change[];
}

/** What is left of a hub when nothing is left to be done. */
export interface Rest {
  readonly organisation: string;
  /** The ledger as it is stored. */
  readonly store: MemoryLedger;
  /** The same, opened as far as the vault still has the keys. */
  readonly opened: Ledger;
  readonly vault: Vault;
  /** Where the transparency log is kept, as a process that starts now would find it. */
  readonly kept: LogKept;
}

/** Where a transparency log is kept: the tree beside the ledger, the signed heads outside. */
export interface LogKept {
  readonly tiles: TileStore;
  readonly heads: HeadStore;
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
  /** When a hub has read a document; `begun` is when it began to. */
  read?(document: JsonObject, begun: Instant): void;
  /** When a vault has destroyed a key. */
  destroyed?(subject: SubjectId, now: Instant): void;
  /** When a hub has signed a head of its log. */
  signed?(head: SignedHead): void;
  /** When nothing is left to be done. */
  atRest?(rest: Rest): Promise<void>;
}

/** Says that an invariant does not hold, and about what. */
export type Violate = (what: string) => void;

/** What makes an invariant. */
export type InvariantMaker = (violate: Violate) => Invariant;

/** Any event of the laws in this world, as it was written. */
type AnyEvent =
  | JourneyEvent
  | HandoffEvent
  | ConsentEvent
  | NotificationEvent
  | ParcelEvent
  | ErasureEvent
  | HoldEvent
  | Referred;

/** An event with the record that it happened to. */
export type Told = AnyEvent & { readonly record: RecordId };

/** The events of a commit in order. */
export function eventsOf({ changes }: Committed): readonly Told[] {
  return changes.flatMap(({ record, events }) =>
    events.map(({ type, data }) => ({ record, type, data }) as unknown as Told),
  );
}
