import type { Change, CommitOptions, DueTimer, Ledger, Store } from "@throughline/core";
import { kindOf } from "@throughline/core";

/** A bug that is put in between a hub and its store, so that the simulation can show that it would notice. */
export interface Plant {
  readonly name: string;
  /** The invariant that is to notice it. */
  readonly breaks: string;
  readonly around: (store: Store) => Store;
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
];
