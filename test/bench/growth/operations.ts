import {
  type FoundRecord,
  type LedgerCursor,
  type LedgerQuery,
  type LogPosition,
  newId,
  type RecordId,
  recordOf,
} from "@throughline/core";
import { microseconds } from "./figures.js";
import { queues, telling, type World } from "./world.js";

/** Something that is measured: once, in microseconds, on whatever record comes. What it needs beforehand does not count. */
export interface Operation {
  readonly name: string;
  readonly open: (world: World) => Promise<() => Promise<number>>;
}

const none = recordOf("journey", "none");
const anyOf = <Item>(items: readonly Item[], otherwise: Item): Item =>
  items[Math.floor(Math.random() * items.length)] ?? otherwise;
const fresh = () => recordOf("journey", newId("jrn"));
/** Turns that no record of the load has, so that new keys are new. */
const newTurn = () => 1_000_000_000 + Math.floor(Math.random() * 1_000_000_000);

/** An operation that needs nothing beforehand. */
function plain(name: string, work: (world: World) => Promise<unknown>): Operation {
  return { name, open: async (world) => () => microseconds(() => work(world)) };
}

const bare = (record: RecordId) => ({ ...telling(record, 0, 1, newTurn()), keys: [], timers: [] });

const commits: readonly Operation[] = [
  plain("commit of a new record", ({ store }) => store.ledger.commit([bare(fresh())])),
  plain("commit that requires another record", ({ store, records }) =>
    store.ledger.commit([bare(fresh())], { requires: [{ record: anyOf(records, none), version: 5 }] }),
  ),
  plain("commit with three keys, one unique, and a timer", ({ store }) =>
    store.ledger.commit([telling(fresh(), 0, 1, newTurn())]),
  ),
  plain("commit under an idempotency key", ({ store }) => {
    const record = fresh();
    return store.ledger.commit([bare(record)], { idempotencyKey: record, fingerprint: "f" });
  }),
];

const reads: readonly Operation[] = [
  plain("get", ({ store, records }) => store.ledger.get(anyOf(records, none))),
  plain("committed", ({ store, records }) => store.ledger.committed(anyOf(records, none), "f")),
];

async function page(world: World, query: LedgerQuery): Promise<FoundRecord[]> {
  const found: FoundRecord[] = [];
  for await (const record of world.store.ledger.find(query)) found.push(record);
  if (found.length !== query.limit) throw new Error(`A page of ${query.limit} has ${found.length} records.`);
  return found;
}

/** A page of fifty of a queue that holds a tenth of all records, after the record that so much of them lies before. */
function finds(name: string, part: number): Operation {
  const open: Operation["open"] = async (world) => {
    const rank = Math.floor((world.size / queues - 50) * part);
    const [turn, record] = [rank * queues, world.records[rank * queues] ?? none];
    const after: LedgerCursor = { order: String(turn).padStart(12, "0"), record };
    const cursor = part === 0 ? {} : { after };
    const query = { kind: "journey", name: "queue", value: "queue-0", limit: 49, ...cursor } as const;
    return () => microseconds(() => page(world, query));
  };
  return { name: `find, a page of 49: ${name}`, open };
}

const found: readonly Operation[] = [
  finds("the first", 0),
  finds("from the middle", 0.5),
  finds("the last", 1),
  plain("find by subject", (world) => {
    const value = `subject-${Math.floor(Math.random() * world.size)}`;
    return page(world, { kind: "journey", name: "subject", value, limit: 1 });
  }),
];

/** Twenty timers are due; each is leased on its own. */
const timers: Operation = {
  name: "take of a timer, few due",
  open: async ({ store }) => {
    let due = 0;
    return async () => {
      if (due === 0) {
        for (; due < 20; due += 1) {
          const timer = { name: "now", due: "2020-01-01T00:00:00.000Z" };
          await store.ledger.commit([{ ...bare(fresh()), timers: [timer] }]);
        }
      }
      const begun = performance.now();
      const [timer] = await store.timers.take({ limit: 1 });
      const took = (performance.now() - begun) * 1000;
      if (!timer || !(await store.timers.done(timer))) throw new Error("No timer was due.");
      due -= 1;
      return took;
    };
  },
};

const idleTimers: readonly Operation[] = [
  plain("take of timers, none due", ({ store }) => store.timers.take()),
  plain("take of one kind's timers, none due", ({ store }) => store.timers.take({ kind: "handoff" })),
];

const quotas: Operation = plain("take of a quota", ({ store, records }) =>
  store.quota.take(["growth", anyOf(records, none)], { limit: 2, until: "2999-01-01T00:00:00.000Z" }),
);

const sequencing: Operation = {
  name: "sequencing of one event",
  open: async ({ store }) => {
    return async () => {
      await store.ledger.commit([bare(fresh())]);
      return await microseconds(() => store.sequence());
    };
  },
};

/** A page of the log as `follow` reads it: 500 events. */
const following: Operation = {
  name: "follow, a page of 500 from the middle",
  open: async ({ store, size }) => {
    let log = "";
    for await (const { position } of store.ledger.follow()) {
      log = position?.log ?? "";
      break;
    }
    const after: LogPosition = { log, sequence: Math.floor(size * 2.5) };
    return () =>
      microseconds(async () => {
        let left = 500;
        for await (const _ of store.ledger.follow({ after })) {
          left -= 1;
          if (left === 0) return;
        }
        throw new Error("The log is shorter than a page.");
      });
  },
};

/** What every operation costs, whatever the database holds. */
export const operations: readonly Operation[] = [
  ...reads,
  ...commits,
  ...found,
  ...idleTimers,
  timers,
  quotas,
  sequencing,
  following,
];
