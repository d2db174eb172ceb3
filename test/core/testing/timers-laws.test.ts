import { memoryLedger, type Store, type Timers } from "@throughline/core";
import { timersLaws } from "../../../packages/core/src/testing/timers-laws.js";
import { type Commit, committing, type Mutant, teeth } from "./support.js";

const leasesToAll: Mutant = {
  name: "lets every worker take the same timer",
  breaks: [
    "workers at once never get the same timer",
    "a timer whose lease ends fires again, and the old lease is worth nothing",
  ],
  make: () => {
    const store = memoryLedger();
    const given = new Map<string, Awaited<ReturnType<Store["timers"]["take"]>>>();
    const take: Store["timers"]["take"] = async (options = {}) => {
      const fresh = await store.timers.take(options);
      const all = [...(given.get(options.kind ?? "") ?? []), ...fresh];
      given.set(options.kind ?? "", all);
      return all.slice(0, options.limit ?? 100);
    };
    return { ...store, timers: { ...store.timers, take } };
  },
};

function timing(alter: (timers: Timers) => Partial<Timers>): Store {
  const store = memoryLedger();
  return { ...store, timers: { ...store.timers, ...alter(store.timers) } };
}

const firesEarly: Mutant = {
  name: "fires a timer as soon as it is set",
  breaks: ["a timer fires once it is due, not before"],
  make: () =>
    committing((ledger) => (changes, options) => {
      const due = "2000-01-01T00:00:00.000Z";
      const early = changes.map((change) => ({
        ...change,
        timers: change.timers.map(({ name }) => ({ name, due })),
      }));
      return ledger.commit(early, options);
    }),
};

const newestFirst: Mutant = {
  name: "gives the newest first",
  breaks: ["timers of one kind come oldest first, as many as asked"],
  make: () =>
    timing((timers) => ({
      take: async (options) => [...(await timers.take({ ...options, limit: 100 }))].reverse(),
    })),
};

const saysDone: Mutant = {
  name: "lets anybody say that a timer is done",
  breaks: [
    "a timer that is done never fires again",
    "a timer dies with the commit that no longer names it, also under lease",
    "a timer set anew loses its lease; one named again unchanged keeps it",
  ],
  make: () => timing(() => ({ done: async () => true })),
};

const dropsTimers: Mutant = {
  name: "drops a record's timers before it knows that the commit stands",
  breaks: ["a refused commit changes no timer"],
  make: () => {
    const store = memoryLedger();
    const dropped = new Set<string>();
    const commit: Commit = (changes, options) => {
      for (const { record } of changes.filter(({ timers }) => timers.length === 0)) dropped.add(record);
      return store.ledger.commit(changes, options);
    };
    const take: Timers["take"] = async (options) =>
      (await store.timers.take(options)).filter(({ record }) => !dropped.has(record));
    return { ...store, ledger: { ...store.ledger, commit }, timers: { ...store.timers, take } };
  },
};

const clampsOptions: Mutant = {
  name: "makes do with options that mean nothing",
  breaks: ["take refuses options that mean nothing"],
  make: () =>
    timing((timers) => ({ take: ({ kind } = {}) => timers.take(kind === undefined ? {} : { kind }) })),
};

teeth(timersLaws, [leasesToAll, firesEarly, newestFirst, saysDone, dropsTimers, clampsOptions]);
