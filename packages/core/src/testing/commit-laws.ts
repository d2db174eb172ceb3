import type { RecordId } from "../ids.js";
import type { Change, CommitOptions, Ledger } from "../ledger.js";
import type { Store } from "../store.js";
import { holds, refused, same } from "./check.js";
import type { Law } from "./law.js";
import {
  all,
  change,
  freshKind,
  freshRecord,
  fromNow,
  insist,
  pause,
  placeOf,
  versionOf,
  within,
} from "./probe.js";

const past = "2000-01-01T00:00:00.000Z";

async function writesTogether({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  const record = freshRecord(kind);
  const keys = [{ name: "place", value: "north", order: "a" }];
  const commit = await ledger.commit([change(record, 0, { keys, timers: [{ name: "late", due: past }] })]);
  const view = await ledger.get(record);
  const head = commit.records[0]?.head ?? "";
  same(commit.records, [{ record, version: 1, head }], "what the commit gave");
  same([view.record?.version, view.record?.state], [1, { n: 1 }], "the record");
  same(view.record?.keys.map(placeOf), keys.map(placeOf), "how it is found");
  same(
    [view.record?.head, view.record?.changedAt, view.record?.law],
    [head, commit.time, 1],
    "its head, time and law",
  );
  const [event] = await all(ledger.history(record));
  same([event?.version, event?.hash, event?.event.time], [1, head, commit.time], "its history");
  same((await all(ledger.find({ kind, name: "place", value: "north" })))[0]?.record, record, "its lookup");
  same((await timers.take({ kind }))[0]?.name, "late", "its timer");
}

interface Spoiler {
  readonly code: string;
  readonly spoil?: (bad: Change) => Change;
  readonly options?: CommitOptions;
}

const spoilers: readonly Spoiler[] = [
  { code: "ledger/conflict", spoil: (bad) => ({ ...bad, expectedVersion: 7 }) },
  { code: "ledger/conflict", options: { requires: [{ record: "law/never-there", version: 1 }] } },
  { code: "ledger/too-late", options: { before: past } },
  { code: "ledger/too-early", options: { notBefore: "2999-01-01T00:00:00.000Z" } },
  { code: "ledger/invalid-change", spoil: (bad) => ({ ...bad, events: [] }) },
  { code: "core/not-json", spoil: (bad) => ({ ...bad, state: { n: Number.NaN } }) },
  {
    code: "ledger/key-taken",
    spoil: (bad) => ({ ...bad, keys: [{ name: "seat", value: "1", unique: true }] }),
  },
];

async function leavesNoTrace({ ledger, timers }: Store, { code, spoil, options }: Spoiler): Promise<void> {
  const kind = freshKind();
  const records = [freshRecord(kind), freshRecord(kind), freshRecord(kind)] as const;
  await ledger.commit([change(freshRecord(kind), 0, { keys: [{ name: "seat", value: "1", unique: true }] })]);
  const whole = records.map((record) =>
    change(record, 0, { keys: [{ name: "trace", value: "x" }], timers: [{ name: "late", due: past }] }),
  );
  const changes = whole.map((good, index) => (index === 1 && spoil ? spoil(good) : good));
  const idempotencyKey = crypto.randomUUID();
  const keyed = { ...options, idempotencyKey, fingerprint: "one" };
  await refused(ledger.commit(changes, keyed), code, `a commit spoilt by ${code}`);
  for (const record of records) {
    same((await ledger.get(record)).record, undefined, `${code} left a record`);
    same(await all(ledger.history(record)), [], `${code} left history`);
  }
  same(await all(ledger.find({ kind, name: "trace", value: "x" })), [], `${code} left a lookup`);
  same(await timers.take({ kind }), [], `${code} left a timer`);
  same(await ledger.committed(idempotencyKey, "one"), undefined, `${code} used up the key`);
  await ledger.commit(whole, { idempotencyKey, fingerprint: "two" });
}

async function refusesMalformed({ ledger }: Store): Promise<void> {
  const record = freshRecord();
  const good = change(record);
  const malformed: readonly (readonly Change[])[] = [
    [],
    [good, good],
    [{ ...good, expectedVersion: -1 }],
    [{ ...good, law: 0 }],
    [{ ...good, record: "no-address" as RecordId }],
    [{ ...good, timers: [{ name: "a", due: "tomorrow" }] }],
    [{ ...good, keys: [{ name: "a", value: "nul \u0000" }] }],
    [
      {
        ...good,
        keys: [
          { name: "a", value: "b" },
          { name: "a", value: "b", order: "c" },
        ],
      },
    ],
  ];
  for (const changes of malformed)
    await refused(ledger.commit(changes), "ledger/invalid-change", "a malformed commit");
  await refused(
    ledger.commit([good], { idempotencyKey: "k" }),
    "ledger/invalid-change",
    "a key without a fingerprint",
  );
  same(await versionOf(ledger, record), 0, "what malformed commits wrote");
}

async function move(ledger: Ledger, records: readonly RecordId[], keys: Change["keys"] = []): Promise<void> {
  await insist(async () => {
    const versions = await Promise.all(records.map((record) => versionOf(ledger, record)));
    return await ledger.commit(records.map((record, index) => change(record, versions[index], { keys })));
  });
}

async function showsNoHalf({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const pair = [freshRecord(kind), freshRecord(kind)] as const;
  const keys = [{ name: "pair", value: "x" }];
  await move(ledger, pair, keys);
  let isWriting = true;
  const reading = (async () => {
    for (let reads = 0; isWriting || reads < 5; reads += 1) {
      const [first, second] = reads % 2 === 0 ? pair : [pair[1], pair[0]];
      const earlier = await versionOf(ledger, first);
      holds((await versionOf(ledger, second)) >= earlier, "one half of a commit was seen without the other");
      const found = await all(ledger.find({ kind, name: "pair", value: "x", limit: 2 }));
      same(found[0]?.version, found[1]?.version, "versions that one lookup gave of one commit");
      await pause(0);
    }
  })();
  const writing = (async () => {
    for (let round = 0; round < 40; round += 1) await move(ledger, pair, keys);
  })();
  await Promise.all([reading, writing.finally(() => (isWriting = false))]);
}

async function ordersNeverDeadlock({ ledger }: Store): Promise<void> {
  const [a, b, c] = [freshRecord(), freshRecord(), freshRecord()];
  const rounds = Array.from({ length: 8 }, () => [
    move(ledger, [a, b, c]),
    move(ledger, [c, b, a]),
    move(ledger, [b, a]),
  ]);
  await within(20_000, "commits in opposite orders", Promise.all(rounds.flat()));
  same([await versionOf(ledger, a), await versionOf(ledger, c)], [24, 16], "versions after all commits");
}

async function crossingsNeverDeadlock({ ledger }: Store): Promise<void> {
  const [a, b] = [freshRecord(), freshRecord()];
  const guarded = (record: RecordId, guard: RecordId) =>
    insist(async () => {
      const [version, other] = [await versionOf(ledger, record), await versionOf(ledger, guard)];
      return await ledger.commit([change(record, version)], {
        requires: [{ record: guard, version: other }],
      });
    });
  const rounds = Array.from({ length: 8 }, () => [guarded(a, b), guarded(b, a)]);
  await within(20_000, "commits whose guards cross", Promise.all(rounds.flat()));
  same([await versionOf(ledger, a), await versionOf(ledger, b)], [8, 8], "versions after all commits");
}

async function keepsPartition({ ledger }: Store): Promise<void> {
  const [plain, placed] = [freshRecord(), freshRecord()];
  await ledger.commit([change(plain), change(placed, 0, { partition: "subject-1" })]);
  await ledger.commit([change(plain, 1, { partition: "other" }), change(placed, 1)]);
  const partitions = [
    (await ledger.get(plain)).record?.partition,
    (await ledger.get(placed)).record?.partition,
  ];
  same(partitions, [plain, "subject-1"], "partitions");
}

async function keepsDeadlines({ ledger }: Store): Promise<void> {
  const record = freshRecord();
  const soon = await fromNow(ledger, 1);
  await refused(ledger.commit([change(record)], { notBefore: soon }), "ledger/too-early", "before its time");
  await ledger.commit([change(record)], { before: soon });
  await pause(1100);
  await refused(
    ledger.commit([change(record, 1)], { before: soon }),
    "ledger/too-late",
    "after its deadline",
  );
  await ledger.commit([change(record, 1)], { notBefore: soon });
}

async function usesOneClock({ ledger }: Store): Promise<void> {
  const record = freshRecord();
  const earlier = await fromNow(ledger, 0);
  const commit = await ledger.commit([change(record)]);
  const later = await fromNow(ledger, 0);
  holds(
    earlier <= commit.time && commit.time <= later,
    "the commit's time is not between two readings of the clock",
  );
  await refused(
    ledger.commit([change(record, 1)], { before: commit.time }),
    "ledger/too-late",
    "a deadline just reached",
  );
  await ledger.commit([change(record, 1)], { notBefore: commit.time });
}

/** Laws 1 and 8: all or nothing, no deadlock, one clock. */
export const commitLaws: readonly Law[] = [
  { name: "a commit writes record, history, lookup and timer together", run: writesTogether },
  ...spoilers.map((spoiler, index) => ({
    name: `one bad change among three leaves no trace: ${spoiler.code} (${index + 1})`,
    run: (store: Store) => leavesNoTrace(store, spoiler),
  })),
  { name: "a malformed commit is refused by name", run: refusesMalformed },
  { name: "a reader never sees half a commit", run: showsNoHalf },
  { name: "commits in opposite orders never deadlock", run: ordersNeverDeadlock },
  { name: "commits whose guards cross never deadlock", run: crossingsNeverDeadlock },
  { name: "a partition is fixed by the first change", run: keepsPartition },
  { name: "before and notBefore are judged by the ledger's clock at the commit", run: keepsDeadlines },
  { name: "get and commit read one clock", run: usesOneClock },
];
