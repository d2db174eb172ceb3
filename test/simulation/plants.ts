import type { Change, CommitOptions, DueTimer, Ledger, Store, Vault, VaultKey } from "@throughline/core";
import { isTombstone, kindOf, memoryVault } from "@throughline/core";
import { memoryHeads } from "@throughline/core/transparency";
import type { EmailAdapter } from "@throughline/notify";
import type { Hub } from "./hub.js";
import type { LogKept } from "./invariant.js";
import { meant } from "./watch.js";

/** A bug that is put in between a hub and its store, so that the simulation can show that it would notice. */
export interface Plant {
  readonly name: string;
  /** The invariant that is to notice it. */
  readonly breaks: string;
  readonly around?: (store: Store) => Store;
  /** What keys are kept in. */
  readonly vault?: (vault: Vault) => Vault;
  /** In which vault erasures destroy keys, if it is not that one. */
  readonly erases?: () => Vault;
  /** Where the transparency log is kept. */
  readonly kept?: (kept: LogKept) => LogKept;
  /** What sends messages. */
  readonly email?: (email: EmailAdapter) => EmailAdapter;
}

/** What a hub is built on, and where a plant stands in between. */
export interface Planted extends Pick<Hub, "vault" | "kept"> {
  readonly store: Store;
  readonly erases?: Vault;
  readonly email: (email: EmailAdapter) => EmailAdapter;
}

const same = <Part>(part: Part): Part => part;

/** Puts a plant in, if there is one, whenever a hub's process starts. */
export function plantedIn(
  hub: Pick<Hub, "vault" | "kept">,
  store: Store,
  plant: Partial<Plant> = {},
): Planted {
  const { around = same, vault = same, kept = same, email = same, erases } = plant;
  const parts = { store: around(store), vault: vault(hub.vault), kept: kept(hub.kept), email };
  return erases ? { ...parts, erases: erases() } : parts;
}

/** Changes what a hub commits, behind its back. */
function altering(
  alter: (changes: readonly Change[], options: CommitOptions) => readonly [readonly Change[], CommitOptions],
): (store: Store) => Store {
  return (store) => ({
    ...store,
    ledger: {
      ...store.ledger,
      commit: (changes, options = {}) => store.ledger.commit(...alter(changes, options)),
    },
  });
}

const withoutGuards = (kind: string) =>
  altering((changes, { requires = [], ...options }) => [
    changes,
    { ...options, requires: requires.filter(({ record }) => kindOf(record) !== kind) },
  ]);

/** Leaves out the changes of a kind where they come with others. */
const withoutChanges = (kind: string) =>
  altering((changes, options) => {
    const others = changes.filter(({ record }) => kindOf(record) !== kind);
    return [others.length > 0 ? others : changes, options];
  });

/** Keeps nothing under a key and finds nothing under one. */
function keyless(store: Store): Store {
  const ledger: Ledger = {
    ...store.ledger,
    commit: (changes, { idempotencyKey: _, fingerprint: __, ...options } = {}) =>
      store.ledger.commit(changes, options),
    committed: async () => undefined,
  };
  return { ...store, ledger };
}

/** Hands out each timer as soon as it was set. */
function hasty(store: Store): Store {
  const set: DueTimer[] = [];
  const { ledger, timers } = store;
  return {
    ...store,
    ledger: {
      ...ledger,
      async commit(changes, options) {
        const commit = await ledger.commit(changes, options);
        for (const { record, timers: named } of changes)
          set.push(...named.map(({ name, due }) => ({ record, name, due, lease: "none" })));
        return commit;
      },
    },
    timers: { ...timers, take: async (options) => [...set.splice(0), ...(await timers.take(options))] },
  };
}

/** Grants whatever is asked. */
const generous = (store: Store): Store => ({
  ...store,
  quota: { take: async (_, { until }) => ({ granted: true, remaining: 1, until }) },
});

/** Writes a journey with no fact but the last. */
function forgetful(change: Change): Change {
  const facts = change.state["facts"];
  if (kindOf(change.record) !== "journey" || typeof facts !== "object") return change;
  return {
    ...change,
    state: { ...change.state, facts: Object.fromEntries(Object.entries(facts ?? {}).slice(-1)) },
  };
}

/** Loses a timer in ten: it is told that it was dealt with, and nobody has heard of it. */
function deaf({ timers, ...store }: Store): Store {
  return {
    ...store,
    timers: {
      ...timers,
      async take(options) {
        const [lost, ...heard] = await timers.take(options);
        if (lost && Math.random() < 0.9) return [lost, ...heard];
        if (lost) await timers.done(lost);
        return heard;
      },
    },
  };
}

/** Writes the history past the seal. */
const unsealed = (change: Change): Change =>
  kindOf(change.record) === "notification" ? { ...change, events: meant(change).events } : change;

/** Writes a state that the history does not lead to. */
function invented(change: Change): Change {
  if (kindOf(change.record) !== "notification" || change.expectedVersion === 0) return change;
  return { ...change, state: { ...change.state, language: "cy" } };
}

/** Says that a key is destroyed, and has it again after ten minutes. */
function hoarding(vault: Vault): Vault {
  const hoard = new Map<string, { readonly key: VaultKey; readonly from: number }>();
  const found = (subject: string) => {
    const { key, from = 0 } = hoard.get(subject) ?? {};
    return key && Date.now() >= from ? { ...key, bytes: key.bytes.slice() } : undefined;
  };
  return {
    ...vault,
    obtain: async (subject) => found(subject) ?? (await vault.obtain(subject)),
    find: async (subject) => found(subject) ?? (await vault.find(subject)),
    async destroy(subject, at) {
      const key = found(subject) ?? (await vault.find(subject));
      if (key && !isTombstone(key)) hoard.set(subject, { key, from: Date.now() + 600_000 });
      return await vault.destroy(subject, at);
    },
  };
}

/** Keeps signed heads as long as the process lives. */
const forgettingHeads = ({ tiles }: LogKept): LogKept => ({
  heads: memoryHeads(),
  tiles: { ...tiles, kept: async () => undefined, keep: async () => true },
});

/** Sends everything once more after an hour. */
const repeating = ({ send }: EmailAdapter): EmailAdapter => ({
  async send(email) {
    setTimeout(() => void send(email), 3_600_000);
    return await send(email);
  },
});

/** The planted bugs. */
export const plants: readonly Plant[] = [
  {
    name: "a release forgets its consent guard",
    breaks: "no release without consent",
    around: withoutGuards("consent-epoch"),
  },
  {
    name: "a withdrawal does not advance the epoch",
    breaks: "no release without consent",
    around: withoutChanges("consent-epoch"),
  },
  {
    name: "a write forgets its fencing epoch",
    breaks: "one holder at a time",
    around: withoutGuards("handoff"),
  },
  {
    name: "an inbox forgets what it has taken",
    breaks: "one effect for each parcel",
    around: withoutChanges("received-parcel"),
  },
  { name: "idempotency keys are ignored", breaks: "one effect for each key", around: keyless },
  { name: "a timer fires when it is set", breaks: "timers fire in their time", around: hasty },
  { name: "a quota always says yes", breaks: "quotas hold", around: generous },
  {
    name: "a new fact takes the place of the others",
    breaks: "no known fact asked for, none lost",
    around: altering((changes, options) => [changes.map(forgetful), options]),
  },
  {
    name: "a referral is kept without its parcel",
    breaks: "every parcel arrives",
    around: withoutChanges("parcel"),
  },
  { name: "a timer is lost", breaks: "timers fire in their time", around: deaf },
  {
    name: "a state does not follow from its history",
    breaks: "every record verifies",
    around: altering((changes, options) => [changes.map(invented), options]),
  },
  {
    name: "events are written past the seal",
    breaks: "nothing personal is stored in the open",
    around: altering((changes, options) => [changes.map(unsealed), options]),
  },
  { name: "a message is sent again when it is over", breaks: "no message after its end", email: repeating },
  { name: "erasures destroy keys in another vault", breaks: "erased is erased", erases: () => memoryVault() },
  { name: "a vault has a destroyed key again", breaks: "erased is erased", vault: hoarding },
  { name: "the heads of the log are forgotten", breaks: "a log only grows", kept: forgettingHeads },
];
