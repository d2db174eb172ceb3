import { addSeconds, digestOf, type Instant } from "@throughline/core";

const minute = 60;
const hour = 60 * minute;

/** Seconds to wait before each try, from Standard Webhooks: at once, then further and further apart. */
const waits = [
  0,
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** How many tries a parcel has. */
export const mostAttempts = waits.length;

/** Longest wait that a receiver may ask for, in seconds. */
const longestAsked = 24 * hour;

/** 0 to 1, from the parcel and the try, so that parcels that failed together do not come back together. */
function jitter(id: string, attempts: number): number {
  return Number.parseInt(digestOf([id, attempts]).slice(0, 8), 16) / 0xffff_ffff;
}

/** What is known when the next try is planned. */
export interface Planning {
  /** The parcel. */
  readonly id: string;
  /** Tries made so far. */
  readonly attempts: number;
  /** The time. */
  readonly now: Instant;
  /** Seconds that the receiver asked to wait. */
  readonly retryAfterSeconds?: number;
  /** When the parcel ends. A try is planned for then at the latest, to end it. */
  readonly expires?: Instant;
}

/** When the next try is due: the schedule's wait and up to a tenth more. Undefined: there is none left. */
export function nextDue({
  id,
  attempts,
  now,
  retryAfterSeconds = 0,
  expires,
}: Planning): Instant | undefined {
  const wait = waits[attempts];
  if (wait === undefined) return undefined;
  const planned = wait * (1 + jitter(id, attempts) / 10);
  const due = addSeconds(now, Math.max(planned, Math.min(retryAfterSeconds, longestAsked)));
  return expires !== undefined && expires < due ? expires : due;
}
