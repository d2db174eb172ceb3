import type { RecordId, RecordKind } from "./ids.js";
import type { Instant } from "./json.js";

/** A timer that has come due, leased to one worker. */
export interface DueTimer {
  /** The record that named it. */
  readonly record: RecordId;
  /** The record's name for it. */
  readonly name: string;
  /** When it came due. */
  readonly due: Instant;
  /** Proves the lease to `done`. */
  readonly lease: string;
}

/** Which timers to take and for how long. */
export interface TakeTimers {
  /** Only timers of records of this kind. Default: all. */
  readonly kind?: RecordKind;
  /** At most so many, 1 to 1,000. Default 100. */
  readonly limit?: number;
  /** For how long no other worker gets them, 1 to 3,600 seconds. Default 60. */
  readonly leaseSeconds?: number;
}

/**
 * What is due. A timer fires at least once after its due time, and dies with the next commit that no longer names it.
 * Laws: `timersLaws` in `@throughline/core/testing`.
 */
export interface Timers {
  /** Leases timers that are due by the ledger's clock, oldest first. A lease that ends without `done` is taken again. */
  take(options?: TakeTimers): Promise<readonly DueTimer[]>;
  /** Forgets a timer that was dealt with. False, changing nothing, where the lease was lost or the record set it anew. */
  done(timer: DueTimer): Promise<boolean>;
}

/** Refuses options that no store can keep. Throws `RangeError`. */
export function checkTake({ limit = 100, leaseSeconds = 60 }: TakeTimers): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new RangeError("limit is 1 to 1,000.");
  if (!(leaseSeconds >= 1 && leaseSeconds <= 3600)) throw new RangeError("leaseSeconds is 1 to 3,600.");
}
