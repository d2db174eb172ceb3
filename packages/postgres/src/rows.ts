import {
  type CloudEvent,
  LedgerError,
  type LedgerEvent,
  type LedgerRecord,
  type RecordId,
} from "@throughline/core";
import type { Row } from "./driver.js";
import { hexSha256 } from "./hash.js";

/** A record as the statements give it. */
export interface RecordRow extends Row {
  readonly record: RecordId;
  readonly partition: string;
  readonly head: string;
  readonly state_digest: string;
  readonly changed_at: string;
  /** Canonical JSON of keys, law, state, timers and version. */
  readonly body: string;
}

/** An event as the statements give it. */
export interface EventRow extends Row {
  readonly record: RecordId;
  readonly version: number;
  readonly body: string;
  readonly time: string;
  readonly hash: string;
  readonly state_digest: string | null;
}

/**
 * The record in a row, once its digest has shown that state, keys, timers, law and version are what was committed.
 *
 * @throws LedgerError `ledger/corrupt`.
 */
export function recordIn(row: RecordRow): LedgerRecord {
  const { record, partition, head, changed_at: changedAt, body } = row;
  if (hexSha256(body) !== row.state_digest) throw new LedgerError("ledger/corrupt", { details: { record } });
  return { record, partition, ...partsIn(record, body), head, changedAt };
}

/** Whoever altered the text may have computed its digest anew, and left no JSON. */
function partsIn(
  record: RecordId,
  body: string,
): Pick<LedgerRecord, "keys" | "law" | "state" | "timers" | "version"> {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new LedgerError("ledger/corrupt", { details: { record }, cause });
  }
}

function eventOf(row: EventRow): CloudEvent {
  try {
    return { ...(JSON.parse(row.body) as CloudEvent), time: row.time };
  } catch (cause) {
    throw new LedgerError("ledger/corrupt", { details: { record: row.record, version: row.version }, cause });
  }
}

/** The event in a row. Whether it is the one that was committed only `verifyRecord` can tell. */
export function eventIn(row: EventRow): LedgerEvent {
  return {
    record: row.record,
    version: row.version,
    event: eventOf(row),
    hash: row.hash,
    ...(row.state_digest === null ? {} : { stateDigest: row.state_digest }),
  };
}
