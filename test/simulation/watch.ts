import {
  type Change,
  type Instant,
  type Ledger,
  type LedgerView,
  type MemoryLedger,
  quotaKey,
  type Store,
  type Timer,
  type Vault,
} from "@throughline/core";
import type { Invariant } from "./invariant.js";

const plain: unique symbol = Symbol("as it was meant");

/** A change as it was meant, before it was sealed. */
export function meant(change: Change & { readonly [plain]?: Change }): Change {
  return change[plain] ?? change;
}

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
        const committed = { time: commit.time, changes: changes.map(meant) };
        for (const invariant of invariants) invariant.committed?.(committed);
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
export function handedOut(
  { ledger, timers, quota }: Store,
  clock: () => Instant,
  all: readonly Invariant[],
): Store {
  return {
    ledger,
    timers: {
      ...timers,
      async take(options) {
        const taken = await timers.take(options);
        const now = clock();
        for (const invariant of all) invariant.took?.(taken, now);
        return taken;
      },
    },
    quota: {
      async take(key, limit) {
        const grant = await quota.take(key, limit);
        const now = clock();
        if (grant.granted)
          for (const invariant of all) invariant.granted?.(quotaKey(key), limit.limit, grant.until, now);
        return grant;
      },
    },
  };
}

/** A vault that tells the invariants of every key that it destroys. */
export function watchedVault(vault: Vault, clock: () => Instant, all: readonly Invariant[]): Vault {
  return {
    ...vault,
    async destroy(subject, at) {
      const tombstone = await vault.destroy(subject, at);
      for (const invariant of all) invariant.destroyed?.(subject, clock());
      return tombstone;
    },
  };
}

/**
 * What a hub works with: its sealed ledger, whose every answer is shown to the invariants. What is committed takes along
 * how it was meant, past the seal.
 */
export function watchedReads(sealed: Ledger, clock: () => Instant, all: readonly Invariant[]): Ledger {
  const show = <Found extends LedgerView["record"]>(record: Found, begun: Instant): Found => {
    if (record) for (const invariant of all) invariant.read?.(record.state, begun);
    return record;
  };
  return {
    ...sealed,
    async get(record) {
      const begun = clock();
      const view = await sealed.get(record);
      show(view.record, begun);
      return view;
    },
    async *find(query) {
      const begun = clock();
      for await (const record of sealed.find(query)) yield show(record, begun);
    },
    commit: (changes, options) =>
      sealed.commit(
        changes.map((change) => ({ ...change, [plain]: change })),
        options,
      ),
  };
}
