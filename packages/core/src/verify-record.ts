import { expectedHash, genesis, recordDigest } from "./chain.js";
import { type Sha256, sha256 } from "./digest.js";
import { isThroughlineError } from "./errors.js";
import type { RecordId } from "./ids.js";
import { isInstant } from "./instant.js";
import type { CommittedRecord, Ledger, LedgerEvent, LedgerRecord } from "./ledger.js";

/** What is wrong with a record, and from which version on. */
export type RecordFault =
  | { readonly fault: "event-altered"; readonly version: number }
  | { readonly fault: "event-missing"; readonly version: number }
  | { readonly fault: "event-out-of-order"; readonly version: number }
  | { readonly fault: "state-altered"; readonly version: number }
  | { readonly fault: "history-truncated"; readonly version: number }
  | { readonly fault: "history-rewritten"; readonly version: number };

/**
 * What a check of a record found. `complete` needs a head from outside the database: without one a consistent rewriting
 * of everything cannot be told from the truth.
 */
export interface RecordVerdict {
  /** `complete`: nothing was altered up to the known head; `consistent`: the parts agree; `broken`: they do not. */
  readonly verdict: "complete" | "consistent" | "broken";
  /** What is wrong. Empty unless broken. */
  readonly faults: readonly RecordFault[];
  /** How many events were read. */
  readonly events: number;
}

function eventFault(
  entry: LedgerEvent,
  expected: number,
  previous: string,
  hash: Sha256,
): RecordFault | undefined {
  if (entry.version > expected) return { fault: "event-missing", version: expected };
  if (entry.version < expected || entry.event.id !== `${entry.record}/${entry.version}`) {
    return { fault: "event-out-of-order", version: entry.version };
  }
  return isWhole(entry, previous, hash) ? undefined : { fault: "event-altered", version: entry.version };
}

/** What was altered may not even have a hash any more. */
function isWhole(entry: LedgerEvent, previous: string, hash: Sha256): boolean {
  try {
    return isInstant(entry.event.time ?? "") && expectedHash(previous, entry, hash) === entry.hash;
  } catch {
    return false;
  }
}

function stateFault(
  found: LedgerRecord | undefined,
  last: LedgerEvent | undefined,
  hash: Sha256,
): RecordFault | undefined {
  if (!found) return last ? { fault: "state-altered", version: last.version } : undefined;
  if (!last || found.version > last.version) return { fault: "history-truncated", version: found.version };
  const isSame =
    found.version === last.version &&
    found.head === last.hash &&
    recordDigest(found, hash) === last.stateDigest;
  return isSame ? undefined : { fault: "state-altered", version: found.version };
}

async function stateOf(ledger: Ledger, record: RecordId): Promise<LedgerRecord | undefined | "corrupt"> {
  try {
    return (await ledger.get(record)).record;
  } catch (error) {
    if (isThroughlineError(error, "ledger/corrupt") || isThroughlineError(error, "core/not-json"))
      return "corrupt";
    throw error;
  }
}

/**
 * Reads a record's whole history and says what was altered, removed or reordered.
 *
 * @param known - A head that was kept outside the database, from a signed receipt or tree head.
 */
export async function verifyRecord(
  ledger: Ledger,
  record: RecordId,
  known?: CommittedRecord,
  hash: Sha256 = sha256,
): Promise<RecordVerdict> {
  if (known && known.record !== record) throw new TypeError("The known head is another record's.");
  const faults: RecordFault[] = [];
  let previous = genesis;
  let last: LedgerEvent | undefined;
  let knownHash: string | undefined;
  for await (const entry of ledger.history(record)) {
    const fault = eventFault(entry, (last?.version ?? 0) + 1, previous, hash);
    if (fault) faults.push(fault);
    if (entry.version === known?.version) knownHash = entry.hash;
    previous = entry.hash;
    last = entry;
  }
  const found = await stateOf(ledger, record);
  const state =
    found === "corrupt"
      ? ({ fault: "state-altered", version: last?.version ?? 0 } as const)
      : stateFault(found, last, hash);
  if (state) faults.push(state);
  if (known && knownHash !== known.head) {
    faults.push({
      fault: knownHash === undefined ? "history-truncated" : "history-rewritten",
      version: known.version,
    });
  }
  const verdict = faults.length > 0 ? "broken" : known ? "complete" : "consistent";
  return { verdict, faults, events: last?.version ?? 0 };
}
