import {
  checkQuery,
  type FoundRecord,
  LedgerError,
  type LedgerEvent,
  type LedgerQuery,
  type LedgerView,
  type RecordId,
} from "@throughline/core";
import type { SqlValue } from "./driver.js";
import { type EventRow, eventIn, type RecordRow, recordIn } from "./rows.js";
import type { Workbench } from "./workbench.js";

const pageSize = 200;

/** One record and the time: a single look by primary key. */
export async function getFrom(bench: Workbench, record: RecordId): Promise<LedgerView> {
  const [row] = await bench.ask<RecordRow & { readonly now: string }>("get", [record]);
  if (!row) throw new LedgerError("ledger/unavailable");
  if (row.record === null) return { now: row.now };
  // Another server's clock may have stamped the record; nobody is shown a change from the future.
  return { now: row.now > row.changed_at ? row.now : row.changed_at, record: recordIn(row) };
}

/** Every event of one record, by pages. */
export async function* historyIn(bench: Workbench, record: RecordId): AsyncGenerator<LedgerEvent> {
  for (let last = 0; ; ) {
    const page = await bench.ask<EventRow>("history", [record, last, pageSize]);
    for (const row of page) {
      last = row.version;
      yield eventIn(row);
    }
    if (page.length < pageSize) return;
  }
}

/** A lookup row that leads to a record which does not say so itself was put there by somebody else. */
function foundIn(row: RecordRow & { readonly place: string }, query: LedgerQuery): FoundRecord {
  const record = recordIn(row);
  const isNamed = record.keys.some(
    ({ name, value, order = "" }) => name === query.name && value === query.value && order === row.place,
  );
  if (!isNamed) throw new LedgerError("ledger/corrupt", { details: { record: row.record } });
  return { ...record, cursor: { order: row.place, record: row.record } };
}

/** Records by lookup, in order, by pages. */
export async function* findIn(bench: Workbench, query: LedgerQuery): AsyncGenerator<FoundRecord> {
  checkQuery(query);
  const { kind, name, value, from = "", to = null, direction = "ascending" } = query;
  const turn = direction === "descending" ? "Descending" : "Ascending";
  let after = query.after;
  for (let left = query.limit ?? Number.POSITIVE_INFINITY; left > 0; ) {
    const size = Math.min(left, pageSize);
    const cursor: SqlValue[] = after ? [after.order, after.record] : [null, null];
    const page = await bench.ask<RecordRow & { readonly place: string }>(
      `find${after ? "Next" : "First"}${turn}`,
      [kind, name, value, from, to, ...cursor, size],
    );
    for (const row of page) {
      const found = foundIn(row, query);
      after = found.cursor;
      yield found;
    }
    if (page.length < size) return;
    left -= page.length;
  }
}
