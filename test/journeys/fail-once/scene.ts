import {
  type Commit,
  type Ledger,
  type LogPosition,
  memoryLedger,
  memoryVault,
  type Quota,
  type Store,
  sealedLedger,
  type Vault,
  VaultError,
} from "@throughline/core";
import { isSealed } from "../../support/store.js";
import { eventsAfter } from "./image.js";
import type { Tap } from "./tap.js";

/** A store on which one story is played, with what a test must know of it. */
export interface Scene {
  /** The store, without a tap. */
  readonly store: Store;
  /** Its ledger behind a tap. Where it is sealed, what is below it and the vault are each behind the tap. */
  readonly tapped: (tap: Tap, gone?: () => Error) => Ledger;
  /** New for each scene, so that many can be played on one store. */
  readonly id: string;
  /** How many events each commit had since `mark`. */
  readonly commits: readonly number[];
  /** How many grants of quotas were given since `mark`. */
  readonly spent: () => number;
  /** What was handed over to the outside since `mark`, by reference. */
  readonly sent: string[];
  /** Where the story began. */
  readonly place: () => LogPosition | undefined;
  /** Lets time pass. */
  wait(seconds: number): void;
  /** The story begins here: what was before is its preparation. */
  mark(): Promise<void>;
}

interface Count {
  commits: number[];
  spent: number;
}

function countedLedger(ledger: Ledger, count: Count): Ledger {
  return {
    get: (record) => ledger.get(record),
    find: (query) => ledger.find(query),
    committed: (key, fingerprint) => ledger.committed(key, fingerprint),
    history: (record) => ledger.history(record),
    follow: (options) => ledger.follow(options),
    async commit(changes, options): Promise<Commit> {
      const commit = await ledger.commit(changes, options);
      if (!commit.replayed) count.commits.push(changes.flatMap(({ events }) => events).length);
      return commit;
    },
  };
}

function countedQuota(quota: Quota, count: Count): Quota {
  return {
    async take(key, limit) {
      const grant = await quota.take(key, limit);
      if (grant.granted) count.spent += 1;
      return grant;
    },
  };
}

/** How far each store's log was read: a story is told from its own beginning. */
const read = new WeakMap<Store, LogPosition>();

/** Nothing is kept in memory, so that each reading asks the vault. */
const sealedBy = (ledger: Ledger, vault: Vault) => sealedLedger(ledger, vault, { cacheSeconds: 0 });

function tappedBy(tap: Tap, below: Ledger, vault: Vault | undefined, gone?: () => Error): Ledger {
  const reached = tap.port("ledger", below, gone);
  const locked = gone ?? (() => new VaultError("vault/unavailable"));
  return vault ? sealedBy(reached, tap.port("vault", vault, locked)) : reached;
}

/**
 * A scene on a store that may have been used before.
 *
 * @param vault - What it is sealed with. Scenes on one store share one vault.
 */
export function sceneOn(store: Store, wait: (seconds: number) => void, vault?: Vault): Scene {
  const count: Count = { commits: [], spent: 0 };
  const below = countedLedger(store.ledger, count);
  const ledger = vault ? sealedBy(below, vault) : below;
  const counted = { ledger, timers: store.timers, quota: countedQuota(store.quota, count) };
  const sent: string[] = [];
  let place: LogPosition | undefined;
  return {
    store: counted,
    tapped: (tap, gone) => tappedBy(tap, below, vault, gone),
    id: crypto.randomUUID(),
    get commits() {
      return count.commits;
    },
    spent: () => count.spent,
    sent,
    place: () => place,
    wait,
    async mark() {
      // A sealed ledger writes down the key it goes by before anything else: that is no part of a story.
      await ledger.committed("none", "none");
      count.commits = [];
      count.spent = 0;
      sent.length = 0;
      place = (await eventsAfter(ledger, read.get(store))).at(-1)?.position ?? read.get(store);
      if (place) read.set(store, place);
    },
  };
}

/**
 * A scene on a ledger of its own, on a clock that moves only by `wait`: sealed in the second run.
 *
 * @param tickMs - By how much it moves besides whenever it is read.
 */
export function memoryScene(tickMs = 0): Scene {
  const clock = { now: Date.parse("2026-11-23T10:00:00.000Z") };
  const look = () => {
    clock.now += tickMs;
    return new Date(clock.now);
  };
  const wait = (seconds: number) => {
    clock.now += seconds * 1000;
  };
  return sceneOn(memoryLedger({ clock: look }), wait, isSealed ? memoryVault() : undefined);
}
