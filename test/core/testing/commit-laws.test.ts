import { LedgerError } from "@throughline/core";
import { commitLaws } from "../../../packages/core/src/testing/commit-laws.js";
import { altered, committing, type Mutant, teeth, tick, without } from "./support.js";

const writesOneByOne: Mutant = {
  name: "writes the changes one by one",
  breaks: [
    "one bad change among three leaves no trace: ledger/conflict (1)",
    "a reader never sees half a commit",
  ],
  make: () =>
    committing((ledger) => async (changes, options) => {
      const [first, ...rest] = changes;
      if (!first) return await ledger.commit(changes, options);
      let commit = await ledger.commit(
        [first],
        rest.length > 0 ? without(options, "idempotencyKey") : options,
      );
      for (const [index, change] of rest.entries()) {
        await tick();
        const next = await ledger.commit(
          [change],
          index < rest.length - 1 ? {} : without(options, "requires"),
        );
        commit = { ...next, records: [...commit.records, ...next.records] };
      }
      return commit;
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

/** Takes a lock for each record, changed or guarded, in the order it was given. */
const locksInAnyOrder: Mutant = {
  name: "locks records in the order they were given",
  breaks: ["commits in opposite orders never deadlock", "commits whose guards cross never deadlock"],
  hangs: true,
  make: () =>
    committing((ledger) => {
      const queues = new Map<string, Promise<void>>();
      return async (changes, options) => {
        const releases: (() => void)[] = [];
        for (const { record } of [...changes, ...(options?.requires ?? [])]) {
          const before = queues.get(record) ?? Promise.resolve();
          const own = new Promise<void>((resolve) => releases.push(resolve));
          queues.set(
            record,
            before.then(() => own),
          );
          await before;
          await tick();
        }
        return await ledger.commit(changes, options).finally(() => {
          for (const release of releases) release();
        });
      };
    }),
};

const forgetsLookups: Mutant = {
  name: "keeps no lookups",
  breaks: ["a commit writes record, history, lookup and timer together"],
  make: () =>
    committing(
      (ledger) => (changes, options) =>
        ledger.commit(
          changes.map((change) => ({ ...change, keys: [] })),
          options,
        ),
    ),
};

const takesAnything: Mutant = {
  name: "makes do with whatever it is given",
  breaks: [
    "a malformed commit is refused by name",
    "one bad change among three leaves no trace: ledger/invalid-change (5)",
    "one bad change among three leaves no trace: core/not-json (6)",
    "one bad change among three leaves no trace: ledger/key-taken (7)",
    "one bad change among three leaves no trace: ledger/conflict (2)",
    "one bad change among three leaves no trace: ledger/too-late (3)",
  ],
  make: () =>
    committing((ledger) => async (changes, options) => {
      try {
        return await ledger.commit(changes, options);
      } catch {
        return { time: "2026-11-23T10:00:00.000Z", records: [], replayed: false };
      }
    }),
};

const movesPartitions: Mutant = {
  name: "moves a record to the partition that was named last",
  breaks: ["a partition is fixed by the first change"],
  make: () => {
    const last = new Map<string, string>();
    return altered((ledger) => ({
      commit: async (changes, options) => {
        for (const { record, partition = record } of changes) last.set(record, partition);
        return await ledger.commit(changes, options);
      },
      get: async (at) => {
        const { now, record } = await ledger.get(at);
        return record ? { now, record: { ...record, partition: last.get(at) ?? at } } : { now };
      },
    }));
  },
};

teeth(commitLaws, [
  writesOneByOne,
  believesTheCaller,
  locksInAnyOrder,
  forgetsLookups,
  takesAnything,
  movesPartitions,
]);
