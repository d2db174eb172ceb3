import { type Change, type CommitOptions, type Ledger, LedgerError, memoryLedger, type Store } from "@throughline/core";

/** A store that keeps every law but one, because somebody took the naive way. */
export interface Mutant {
  readonly name: string;
  /** Laws that must find it out. */
  readonly breaks: readonly string[];
  make(): Store;
}

type Commit = Ledger["commit"];

const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function altered(alter: (ledger: Ledger) => Partial<Ledger>): Store {
  const store = memoryLedger();
  return { ...store, ledger: { ...store.ledger, ...alter(store.ledger) } };
}

function committing(alter: (ledger: Ledger) => Commit): Store {
  return altered((ledger) => ({ commit: alter(ledger) }));
}

async function refreshed(ledger: Ledger, change: Change): Promise<Change> {
  return { ...change, expectedVersion: (await ledger.get(change.record)).record?.version ?? 0 };
}

function without(options: CommitOptions | undefined, ...names: (keyof CommitOptions)[]): CommitOptions {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([name]) => !names.includes(name as keyof CommitOptions)));
}

const lastWriteWins: Mutant = {
  name: "checks no version: the last write wins",
  breaks: ["of many racing commits on one version exactly one wins"],
  make: () =>
    committing((ledger) => {
      let turn: Promise<unknown> = Promise.resolve();
      return async (changes, options) => {
        const commit = turn.then(async () =>
          ledger.commit(await Promise.all(changes.map((change) => refreshed(ledger, change))), options),
        );
        turn = commit.catch(() => undefined);
        return await commit;
      };
    }),
};

const readsThenWrites: Mutant = {
  name: "reads the guards, then writes without them",
  breaks: [
    "of two creations that guard each other's absence exactly one wins",
    "of two changes that guard each other exactly one wins",
  ],
  make: () =>
    committing((ledger) => async (changes, options) => {
      for (const { record, version } of options?.requires ?? []) {
        const actual = (await ledger.get(record)).record?.version ?? 0;
        if (actual !== version) throw new LedgerError("ledger/conflict", { details: { record } });
      }
      await tick();
      return await ledger.commit(changes, without(options, "requires"));
    }),
};

const ignoresGuards: Mutant = {
  name: "takes a guard as a hint",
  breaks: ["nothing that begins after a guard has moved passes it"],
  make: () => committing((ledger) => (changes, options) => ledger.commit(changes, without(options, "requires"))),
};

const remembersKeysLate: Mutant = {
  name: "writes the idempotency key down after the commit",
  breaks: ["fifty commits at once under one key are one commit"],
  make: () =>
    committing((ledger) => {
      const known = new Map<string, Awaited<ReturnType<Commit>>>();
      return async (changes, options) => {
        const key = options?.idempotencyKey ?? crypto.randomUUID();
        const earlier = known.get(key);
        if (earlier) return { ...earlier, replayed: true };
        await tick();
        const commit = await ledger.commit(changes, without(options, "idempotencyKey", "fingerprint"));
        known.set(key, commit);
        return commit;
      };
    }),
};

const writesOneByOne: Mutant = {
  name: "writes the changes one by one",
  breaks: ["one bad change among three leaves no trace: ledger/conflict (1)", "a reader never sees half a commit"],
  make: () =>
    committing((ledger) => async (changes, options) => {
      const [first, ...rest] = changes;
      if (!first) return await ledger.commit(changes, options);
      let commit = await ledger.commit([first], rest.length > 0 ? without(options, "idempotencyKey") : options);
      for (const [index, change] of rest.entries()) {
        await tick();
        const next = await ledger.commit([change], index < rest.length - 1 ? {} : without(options, "requires"));
        commit = { ...next, records: [...commit.records, ...next.records] };
      }
      return commit;
    }),
};

const looksThenTakes: Mutant = {
  name: "looks whether a unique value is free, then takes it",
  breaks: ["of many records racing for a unique value exactly one gets it"],
  make: () =>
    committing((ledger) => async (changes, options) => {
      for (const { record, keys } of changes) {
        for (const { name, value } of keys.filter((key) => key.unique === true)) {
          const kind = record.slice(0, record.indexOf("/"));
          for await (const holder of ledger.find({ kind, name, value })) {
            if (holder.record !== record) throw new LedgerError("ledger/key-taken", { details: { name } });
          }
        }
      }
      await tick();
      const plain = changes.map((change) => ({ ...change, keys: change.keys.map((key) => ({ ...key, unique: false })) }));
      return await ledger.commit(plain, options);
    }),
};

const believesTheCaller: Mutant = {
  name: "judges deadlines by the caller's clock, ten minutes slow",
  breaks: [
    "before and notBefore are judged by the ledger's clock at the commit",
    "get and commit read one clock",
    "one bad change among three leaves no trace: ledger/too-early (4)",
  ],
  make: () =>
    committing((ledger) => async (changes, options) => {
      const now = new Date(Date.now() - 600_000).toISOString();
      if (options?.before !== undefined && now >= options.before) throw new LedgerError("ledger/too-late");
      return await ledger.commit(changes, without(options, "before", "notBefore"));
    }),
};

const sortsByLocale: Mutant = {
  name: "sorts as a dictionary does",
  breaks: ["find goes by code point, both ways"],
  make: () =>
    altered((ledger) => ({
      async *find(query) {
        const found = [];
        for await (const record of ledger.find(query)) found.push(record);
        yield* found.sort((a, b) => a.cursor.order.localeCompare(b.cursor.order));
      },
    })),
};

const pagesByPlace: Mutant = {
  name: "goes on after the place alone, not the record",
  breaks: ["pages give every record once, both ways"],
  make: () =>
    altered((ledger) => ({
      async *find(query) {
        for await (const record of ledger.find(query)) if (record.cursor.order !== query.after?.order) yield record;
      },
    })),
};

const skips: Mutant = {
  name: "follows by a cursor that skips what commits late",
  breaks: ["followers that compete are each told every event once, in one order without a gap"],
  make: () =>
    altered((ledger) => ({
      async *follow(options) {
        for await (const entry of ledger.follow(options)) if (entry.version !== 3) yield entry;
      },
    })),
};

const tellsTwice: Mutant = {
  name: "tells the last event again when it goes on",
  breaks: ["a follower goes on after any place, and is told all that was committed before"],
  make: () =>
    altered((ledger) => ({
      async *follow(options = {}) {
        const { after } = options;
        const back = after && after.sequence > 1 ? { ...after, sequence: after.sequence - 1 } : after;
        yield* ledger.follow({ ...options, ...(back ? { after: back } : {}) });
      },
    })),
};

const unsealed: Mutant = {
  name: "seals no state into the chain",
  breaks: ["every event is chained to the one before, the last of a commit to the state"],
  make: () =>
    altered((ledger) => ({
      async *history(record) {
        for await (const { stateDigest: _, ...entry } of ledger.history(record)) yield entry;
      },
    })),
};

const leasesToAll: Mutant = {
  name: "lets every worker take the same timer",
  breaks: ["workers at once never get the same timer", "a timer whose lease ends fires again, and the old lease is worth nothing"],
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

const countsLate: Mutant = {
  name: "reads a quota's count, then writes it",
  breaks: ["a quota never grants more than its limit, whatever the concurrency", "a quota of one grants once"],
  make: () => {
    const counts = new Map<string, number>();
    const take: Store["quota"]["take"] = async (key, { limit, until }) => {
      const used = counts.get(String(key)) ?? 0;
      await tick();
      if (used < limit) counts.set(String(key), used + 1);
      return { granted: used < limit, remaining: Math.max(0, limit - used - 1), until };
    };
    return { ...memoryLedger(), quota: { take } };
  },
};

/** Takes a lock for each record in the order it was asked for. */
export const locksInAnyOrder: Mutant = {
  name: "locks records in the order they were given",
  breaks: ["commits in opposite orders never deadlock"],
  make: () =>
    committing((ledger) => {
      const queues = new Map<string, Promise<void>>();
      return async (changes, options) => {
        const releases: (() => void)[] = [];
        for (const { record } of changes) {
          const before = queues.get(record) ?? Promise.resolve();
          queues.set(record, before.then(() => new Promise<void>((resolve) => releases.push(resolve))));
          await before;
          await tick();
        }
        return await ledger.commit(changes, options).finally(() => releases.forEach((release) => release()));
      };
    }),
};

export const mutants: readonly Mutant[] = [
  lastWriteWins,
  readsThenWrites,
  ignoresGuards,
  remembersKeysLate,
  writesOneByOne,
  looksThenTakes,
  believesTheCaller,
  sortsByLocale,
  pagesByPlace,
  skips,
  tellsTwice,
  unsealed,
  leasesToAll,
  countsLate,
];
