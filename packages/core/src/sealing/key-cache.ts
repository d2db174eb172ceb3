import type { SubjectId } from "../actor.js";

/** An instant on two clocks: the wall clock goes on while the machine sleeps, the other cannot be set back. */
export interface Moment {
  /** Milliseconds that never go back. */
  readonly steady: number;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

/** What was found, and when it was asked for. */
export interface Dated<Value> {
  /** What was found. */
  readonly value: Value;
  /** When. */
  readonly since: Moment;
}

/** What is kept of a vault's answers. */
export interface KeyCache<Found> {
  /** What is kept and not yet too old. */
  get(subject: SubjectId): Found | undefined;
  /** Keeps it, as it was at a moment, and gives what holds now: nothing takes the place of a tombstone. */
  put(subject: SubjectId, found: Found, since: Moment): Found;
  /** Forgets it. */
  drop(subject: SubjectId): void;
  /** How many are in memory, those that are too old included. */
  size(): number;
}

/** How answers are kept. */
export interface KeyCacheOptions<Found> {
  /** Whether what was asked at a moment may still be used. */
  readonly isFresh: (since: Moment) => boolean;
  /** How long that is, in seconds. */
  readonly cacheSeconds: number;
  /** Whether it stays true for ever. */
  readonly isFinal: (found: Found) => boolean;
}

/** However many people come by, no more keys than these are in memory at once. */
const mostKeys = 1000;

/** Calls once, later, and does not keep a process running for it. */
function later(call: () => void, seconds: number): void {
  const timer: unknown = setTimeout(call, seconds * 1000);
  if (typeof timer === "object" && timer !== null && "unref" in timer) (timer as { unref(): void }).unref();
}

/**
 * Keeps answers for some seconds, and no longer: they leave the memory also where nobody asks any more, at the latest a
 * second after.
 */
export function keyCache<Found>({ isFresh, cacheSeconds, isFinal }: KeyCacheOptions<Found>): KeyCache<Found> {
  const kept = new Map<SubjectId, Dated<Found>>();
  let isAwaited = false;
  const sweep = () => {
    for (const [subject, { since }] of kept) {
      if (isFresh(since) && kept.size <= mostKeys) break;
      kept.delete(subject);
    }
    if (isAwaited || kept.size === 0) return;
    isAwaited = true;
    later(
      () => {
        isAwaited = false;
        sweep();
      },
      Math.min(cacheSeconds, 1),
    );
  };
  const get = (subject: SubjectId) => {
    const entry = kept.get(subject);
    if (entry && isFresh(entry.since)) return entry.value;
    kept.delete(subject);
    return undefined;
  };
  return {
    get,
    put(subject, found, since) {
      const known = get(subject);
      if (known && isFinal(known)) return known;
      kept.delete(subject);
      kept.set(subject, { value: found, since });
      sweep();
      return found;
    },
    drop: (subject) => {
      kept.delete(subject);
    },
    size: () => kept.size,
  };
}
