import { canonicalize } from "../canonical.js";
import { stateDigestOf } from "../chain.js";
import { LedgerError } from "../errors.js";
import { kindOf, type RecordId } from "../ids.js";
import type {
  FollowOptions,
  FoundRecord,
  LedgerCursor,
  LedgerEvent,
  LedgerQuery,
  LedgerRecord,
  LedgerView,
} from "../ledger.js";
import { checkFollow, checkQuery } from "../query.js";
import { compareText } from "../text.js";
import type { StoredRecord, Tables } from "./tables.js";

function opened({ hash }: Tables, record: RecordId, stored: StoredRecord): LedgerRecord {
  const { stateDigest, state, ...rest } = stored;
  const { law, version } = rest;
  const parts = { state, law, keys: canonicalize(rest.keys), timers: canonicalize(rest.timers) };
  if (stateDigestOf(parts, version, hash) !== stateDigest)
    throw new LedgerError("ledger/corrupt", { details: { record } });
  return { record, ...rest, state: JSON.parse(state) };
}

/** One record and the time. */
export function getFrom(tables: Tables, record: RecordId): LedgerView {
  const stored = tables.records.get(record);
  const now = tables.now();
  return stored ? { now, record: opened(tables, record, stored) } : { now };
}

function compare(a: LedgerCursor, b: LedgerCursor): number {
  return compareText(a.order, b.order) || compareText(a.record, b.record);
}

function matches(query: LedgerQuery, cursor: LedgerCursor): boolean {
  const sign = query.direction === "descending" ? -1 : 1;
  return (
    (query.from === undefined || compareText(cursor.order, query.from) >= 0) &&
    (query.to === undefined || compareText(cursor.order, query.to) < 0) &&
    (query.after === undefined || sign * compare(cursor, query.after) > 0)
  );
}

/** Records by lookup, in order. */
export function findIn(tables: Tables, query: LedgerQuery): readonly FoundRecord[] {
  checkQuery(query);
  const sign = query.direction === "descending" ? -1 : 1;
  const found: FoundRecord[] = [];
  for (const [record, stored] of tables.records) {
    if (kindOf(record) !== query.kind) continue;
    const key = stored.keys.find(({ name, value }) => name === query.name && value === query.value);
    const cursor = { order: key?.order ?? "", record };
    if (key && matches(query, cursor)) found.push({ ...opened(tables, record, stored), cursor });
  }
  return found.sort((a, b) => sign * compare(a.cursor, b.cursor)).slice(0, query.limit);
}

async function nextWake(tables: Tables, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = () => {
      tables.followers.delete(wake);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    tables.followers.add(wake);
    signal?.addEventListener("abort", wake);
  });
}

/** Every event in the one order. */
export async function* followIn(tables: Tables, options: FollowOptions): AsyncGenerator<LedgerEvent> {
  checkFollow(options);
  const { after, live = false, signal } = options;
  if (after && after.log !== tables.log) {
    throw new LedgerError("ledger/not-found", { details: { log: after.log } });
  }
  if (after && after.sequence > tables.events.length) {
    throw new LedgerError("ledger/not-found", { details: { log: after.log, sequence: after.sequence } });
  }
  let at = after?.sequence ?? 0;
  while (!signal?.aborted) {
    const event = tables.events[at];
    if (event) {
      at += 1;
      yield event;
    } else if (live) await nextWake(tables, signal);
    else return;
  }
}
