import { eventHash, genesis, type SealedChange, sealChange } from "../chain.js";
import { checkCommit } from "../change.js";
import type { CloudEvent } from "../cloud-event.js";
import { LedgerError } from "../errors.js";
import { kindOf, type RecordId } from "../ids.js";
import type { Instant } from "../json.js";
import type { Change, Commit, CommitOptions, CommittedRecord, LedgerEvent, LookupKey } from "../ledger.js";
import type { StoredRecord, StoredTimer, Tables } from "./tables.js";

/** An earlier commit under this key. */
export function committedIn(tables: Tables, key: string, fingerprint: string): Commit | undefined {
  const stored = tables.commits.get(key);
  if (!stored) return undefined;
  if (stored.fingerprint !== fingerprint) throw new LedgerError("ledger/key-reused");
  return { ...stored.commit, replayed: true };
}

/** What is handed out is what is kept, so nobody may change it. */
function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

function uniqueName(record: RecordId, key: LookupKey): string {
  return JSON.stringify([kindOf(record), key.name, key.value]);
}

function timerName(record: RecordId, name: string): string {
  return `${record} ${name}`;
}

function checkVersion(tables: Tables, record: RecordId, expected: number): void {
  const actual = tables.records.get(record)?.version ?? 0;
  if (actual !== expected)
    throw new LedgerError("ledger/conflict", { details: { record, expected, actual } });
}

function checkTime(now: Instant, { before, notBefore }: CommitOptions): void {
  if (before !== undefined && now >= before)
    throw new LedgerError("ledger/too-late", { details: { before } });
  if (notBefore !== undefined && now < notBefore)
    throw new LedgerError("ledger/too-early", { details: { notBefore } });
}

function checkUniques(tables: Tables, changes: readonly Change[]): void {
  const changing = new Set(changes.map((change) => change.record));
  const wanted = new Map<string, RecordId>();
  for (const { record, keys } of changes) {
    for (const key of keys.filter((candidate) => candidate.unique === true)) {
      const name = uniqueName(record, key);
      const holder = wanted.get(name) ?? tables.uniques.get(name);
      const isFree = holder === undefined || (changing.has(holder) && !wanted.has(name));
      if (!isFree) throw new LedgerError("ledger/key-taken", { details: { name: key.name } });
      wanted.set(name, record);
    }
  }
}

function stamp(
  { hash: sha256 }: Tables,
  change: Change,
  sealed: SealedChange,
  before: StoredRecord | undefined,
  time: Instant,
): LedgerEvent[] {
  let previous = before?.head ?? genesis;
  return sealed.events.map(({ text, digest }, index) => {
    const isLast = index === sealed.events.length - 1;
    const state = isLast ? { stateDigest: sealed.stateDigest } : {};
    previous = eventHash({ previous, digest, time, ...state }, sha256);
    const event: CloudEvent = { ...(JSON.parse(text) as CloudEvent), time };
    return frozen({
      record: change.record,
      version: change.expectedVersion + index + 1,
      event,
      hash: previous,
      ...state,
    });
  });
}

function replaceTimers(tables: Tables, change: Change, before: StoredRecord | undefined): void {
  const kept = new Map<string, StoredTimer>();
  for (const { name, due } of change.timers) {
    const known = tables.timers.get(timerName(change.record, name));
    const isSame = known?.due === due;
    kept.set(timerName(change.record, name), isSame ? known : { record: change.record, name, due });
  }
  for (const { name } of before?.timers ?? []) tables.timers.delete(timerName(change.record, name));
  for (const [name, timer] of kept) tables.timers.set(name, timer);
}

function replaceUniques(tables: Tables, changes: readonly Change[]): void {
  for (const { record } of changes) {
    for (const key of tables.records.get(record)?.keys ?? []) {
      if (key.unique === true) tables.uniques.delete(uniqueName(record, key));
    }
  }
  for (const { record, keys } of changes) {
    for (const key of keys) if (key.unique === true) tables.uniques.set(uniqueName(record, key), record);
  }
}

function write(tables: Tables, change: Change, sealed: SealedChange, now: Instant): CommittedRecord {
  const before = tables.records.get(change.record);
  const events = stamp(tables, change, sealed, before, now);
  const last = events.at(-1);
  if (!last) throw new RangeError("A change has at least one event.");
  const { version, hash: head } = last;
  replaceTimers(tables, change, before);
  tables.records.set(change.record, {
    partition: before?.partition ?? change.partition ?? change.record,
    version,
    law: change.law,
    state: sealed.state,
    keys: frozen(JSON.parse(sealed.keys)),
    timers: frozen(JSON.parse(sealed.timers)),
    head,
    stateDigest: sealed.stateDigest,
    changedAt: now,
  });
  tables.histories.set(change.record, [...(tables.histories.get(change.record) ?? []), ...events]);
  for (const event of events) {
    tables.events.push(
      frozen({ ...event, position: { log: tables.log, sequence: tables.events.length + 1 } }),
    );
  }
  return { record: change.record, version, head };
}

/** Checks everything, then writes everything. No step in between waits, so no one else sees half of it. */
export function commitTo(tables: Tables, changes: readonly Change[], options: CommitOptions): Commit {
  checkCommit(changes, options);
  const sealed = changes.map((change) => sealChange(tables.source, change, tables.hash));
  const { idempotencyKey: key, fingerprint = "" } = options;
  const earlier = key === undefined ? undefined : committedIn(tables, key, fingerprint);
  if (earlier) return earlier;
  for (const { record, expectedVersion } of changes) checkVersion(tables, record, expectedVersion);
  for (const { record, version } of options.requires ?? []) checkVersion(tables, record, version);
  const now = tables.now();
  checkTime(now, options);
  checkUniques(tables, changes);
  replaceUniques(tables, changes);
  const records = changes.map((change, index) => write(tables, change, sealed[index] as SealedChange, now));
  const commit: Commit = frozen({ time: now, records, replayed: false });
  if (key !== undefined) tables.commits.set(key, { fingerprint, commit });
  for (const wake of tables.followers) wake();
  return commit;
}
