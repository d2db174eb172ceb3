import { type LedgerEvent, newId, type RecordId, recordOf } from "@throughline/core";
import { type Figures, microseconds } from "./figures.js";
import { telling, type World } from "./world.js";

type InTurn = (works: readonly (() => Promise<number>)[]) => Promise<readonly Figures[]>;
type Row = (name: string, figures: readonly Figures[]) => string;

const lengths = [100, 1000, 10_000] as const;

/** A record with so many events, ten a commit. */
async function long({ store }: World, length: number): Promise<RecordId> {
  const record = recordOf("long", newId("lng"));
  for (let version = 0; version < length; version += 10) {
    await store.ledger.commit([{ ...telling(record, version, 10, 0), keys: [], timers: [] }]);
  }
  return record;
}

/** The first page of a history, as the store reads it: 200 events. */
async function firstPage(history: AsyncIterable<LedgerEvent>, most: number): Promise<void> {
  let left = most;
  for await (const _ of history) {
    left -= 1;
    if (left === 0) return;
  }
}

/** What a record costs that has had many events. */
export async function* histories(world: World, inTurn: InTurn, row: Row): AsyncGenerator<string> {
  const { ledger } = world.store;
  const records: RecordId[] = [];
  for (const length of lengths) records.push(await long(world, length));
  const columns = lengths.map((length) => `a record of ${length.toLocaleString("en-GB")} events`);
  yield `| µs, p50 / p99 | ${columns.join(" | ")} | ratio of p50 |`;
  yield `| --- | ${columns.map(() => "---:").join(" | ")} | ---: |`;
  yield row("get", await inTurn(records.map((record) => () => microseconds(() => ledger.get(record)))));
  const page = (record: RecordId) => () => microseconds(() => firstPage(ledger.history(record), 100));
  yield row("history, its first 100 events", await inTurn(records.map(page)));
  const versions = new Map(records.map((record, at) => [record, lengths[at] ?? 0]));
  const commit = (record: RecordId) => async () => {
    const version = versions.get(record) ?? 0;
    versions.set(record, version + 1);
    const change = { ...telling(record, version, 1, 0), keys: [], timers: [] };
    return await microseconds(() => ledger.commit([change]));
  };
  yield row("commit", await inTurn(records.map(commit)));
}
