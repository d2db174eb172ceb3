import { type Ledger, type MemoryLedger, quotaKey, type Store, type Timer, timeOf } from "@throughline/core";
import type { Invariant } from "./invariant.js";

/** A store that is watched where it writes. */
export interface Watched extends Store {
  /** How many timers still stand. */
  pending(): number;
}

/** Tells the invariants of everything that a store really does. */
export function watchedStore(store: MemoryLedger, invariants: readonly Invariant[]): Watched {
  const standing = new Map<string, readonly Timer[]>();
  return {
    pending: () => [...standing.values()].reduce((sum, { length }) => sum + length, 0),
    ledger: {
      ...store.ledger,
      async commit(changes, options) {
        const commit = await store.commit(changes, options);
        if (commit.replayed) return commit;
        for (const { record, timers } of changes) standing.set(record, timers);
        for (const invariant of invariants) invariant.committed?.({ time: commit.time, changes });
        return commit;
      },
    },
    timers: {
      take: (options) => store.timers.take(options),
      async done(timer) {
        const isDone = await store.timers.done(timer);
        const kept = (standing.get(timer.record) ?? []).filter(({ name }) => name !== timer.name);
        if (isDone) standing.set(timer.record, kept);
        return isDone;
      },
    },
    quota: store.quota,
  };
}

/** Tells the invariants of what a hub is handed, whatever stands between it and its store. */
export function handedOut({ ledger, timers, quota }: Store, clock: Ledger, all: readonly Invariant[]): Store {
  return {
    ledger,
    timers: {
      ...timers,
      async take(options) {
        const taken = await timers.take(options);
        const now = await timeOf(clock);
        for (const invariant of all) invariant.took?.(taken, now);
        return taken;
      },
    },
    quota: {
      async take(key, limit) {
        const grant = await quota.take(key, limit);
        const now = await timeOf(clock);
        if (grant.granted)
          for (const invariant of all) invariant.granted?.(quotaKey(key), limit.limit, grant.until, now);
        return grant;
      },
    },
  };
}
