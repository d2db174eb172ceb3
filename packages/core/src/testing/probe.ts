import { newId, type RecordId, type RecordKind, recordOf } from "../ids.js";
import { addSeconds } from "../instant.js";
import type { Instant } from "../json.js";
import type { Change, Commit, Ledger, LedgerEvent, LogPosition, LookupKey } from "../ledger.js";
import { codeOf, holds } from "./check.js";

/** A kind of record that no other law uses. */
export function freshKind(): RecordKind {
  return `law-${crypto.randomUUID()}`;
}

/** The address of a record that does not exist yet. */
export function freshRecord(kind: RecordKind = "law"): RecordId {
  return recordOf(kind, newId("law"));
}

/** A change that writes one event; `parts` says what is different. */
export function change(record: RecordId, expectedVersion = 0, parts: Partial<Change> = {}): Change {
  const n = expectedVersion + 1;
  return {
    record,
    expectedVersion,
    law: 1,
    events: [{ type: "law.tried", data: { n } }],
    state: { n },
    keys: [],
    timers: [],
    ...parts,
  };
}

/** A lookup key without its value: a sealed ledger gives a digest in place of that. */
export function placeOf({ name, order }: LookupKey): readonly (string | undefined)[] {
  return [name, order];
}

/** Everything that an iterable gives. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The record's version; 0 where there is none. */
export async function versionOf(ledger: Ledger, record: RecordId): Promise<number> {
  return (await ledger.get(record)).record?.version ?? 0;
}

/** The ledger's clock, moved by so many seconds. */
export async function fromNow(ledger: Ledger, seconds: number): Promise<Instant> {
  return addSeconds((await ledger.get(freshRecord())).now, seconds);
}

/** Lets real time pass. */
export async function pause(ms: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, ms));
}

/** Breaks the law where something takes too long, as it does in a deadlock. */
export async function within<Value>(ms: number, what: string, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done after ${ms} ms`)), ms);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Commits, and on a conflict reads the versions and tries again. */
export async function insist(attempt: () => Promise<Commit>): Promise<Commit> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      holds(codeOf(error) === "ledger/conflict", `expected ledger/conflict, found ${codeOf(error)}`);
      holds(tries < 500, "500 conflicts in a row: nobody gets anywhere");
      await pause(Math.random() * Math.min(tries, 20));
    }
  }
}

/** The last place in the log, if it has any. */
export async function endOfLog(ledger: Ledger): Promise<LogPosition | undefined> {
  let end: LogPosition | undefined;
  for await (const { position } of ledger.follow()) end = position;
  return end;
}

/** Options for following on after a place, or from the beginning. */
export function after(position: LogPosition | undefined): { readonly after?: LogPosition } {
  return position === undefined ? {} : { after: position };
}

/** Those of some events that belong to these records. */
export function belonging(
  events: readonly LedgerEvent[],
  records: readonly RecordId[],
): readonly LedgerEvent[] {
  const wanted = new Set(records);
  return events.filter((entry) => wanted.has(entry.record));
}
