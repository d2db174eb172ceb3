import { expectedHash, genesis, recordDigest } from "./chain.js";
import { type Sha256, sha256 } from "./digest.js";
import { isThroughlineError } from "./errors.js";
import type { RecordId } from "./ids.js";
import { isInstant } from "./instant.js";
import type { CommittedRecord, Ledger, LedgerEvent, LedgerRecord } from "./ledger.js";
import { storedLedger } from "./sealing/stored-ledger.js";

/**
 * What is wrong with a record, and from which version on. `state-altered`: what it is, its head or the time of its last
 * change is not what its last event says. `event-altered` also: the event cannot be read, and nothing after it was.
 */
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

/** A digest has one spelling: its bytes, which alone the hash covers, could be written in capitals as well. */
const digestForm = /^[0-9a-f]{64}$/;

/** What was altered may not even have a hash any more. */
function isWhole(entry: LedgerEvent, previous: string, hash: Sha256): boolean {
  const { event, stateDigest } = entry;
  if (!isInstant(event.time ?? "") || !(stateDigest === undefined || digestForm.test(stateDigest)))
    return false;
  try {
    return expectedHash(previous, entry, hash) === entry.hash;
  } catch {
    return false;
  }
}

/** What the record says, against the event that led there. */
function stateFault(found: LedgerRecord | undefined, pass: Pass, hash: Sha256): RecordFault | undefined {
  const { at, last } = pass;
  if (!found) return last ? { fault: "state-altered", version: last.version } : undefined;
  if (!last || found.version > last.version) return { fault: "history-truncated", version: found.version };
  const isSame =
    found.head === at?.hash &&
    found.changedAt === at.event.time &&
    recordDigest(found, hash) === at.stateDigest;
  return isSame ? undefined : { fault: "state-altered", version: found.version };
}

/** What the history says, against a head from outside. */
function knownFault({ version, head }: CommittedRecord, { knownHash, isCut }: Pass): RecordFault | undefined {
  if (knownHash === head || (isCut && knownHash === undefined)) return undefined;
  return { fault: knownHash === undefined ? "history-truncated" : "history-rewritten", version };
}

type Found = LedgerRecord | undefined | "corrupt";

async function stateOf(ledger: Ledger, record: RecordId): Promise<Found> {
  try {
    return (await ledger.get(record)).record;
  } catch (error) {
    if (isThroughlineError(error, "ledger/corrupt") || isThroughlineError(error, "core/not-json"))
      return "corrupt";
    throw error;
  }
}

/** What one pass over a history found. */
interface Pass {
  readonly faults: readonly RecordFault[];
  readonly events: number;
  /** The event of the version that the record had before. */
  readonly at?: LedgerEvent;
  readonly last?: LedgerEvent;
  /** The hash at the known head's version. */
  readonly knownHash?: string;
  /** True: an event could not even be read, and with it what comes after. */
  readonly isCut?: boolean;
}

/** Which event it was that the ledger could not read. */
function unreadable(error: unknown): RecordFault | undefined {
  const version = isThroughlineError(error, "ledger/corrupt") ? error.details["version"] : undefined;
  return typeof version === "number" ? { fault: "event-altered", version } : undefined;
}

async function passOver(
  history: AsyncIterable<LedgerEvent>,
  version: number,
  known: CommittedRecord | undefined,
  hash: Sha256,
): Promise<Pass> {
  const faults: RecordFault[] = [];
  let pass: Pass = { faults, events: 0 };
  try {
    for await (const entry of history) {
      const { last, events } = pass;
      const fault = eventFault(entry, (last?.version ?? 0) + 1, last?.hash ?? genesis, hash);
      if (fault) faults.push(fault);
      pass = {
        ...pass,
        events: events + 1,
        last: entry,
        ...(entry.version === version ? { at: entry } : {}),
        ...(entry.version === known?.version ? { knownHash: entry.hash } : {}),
      };
    }
  } catch (error) {
    const fault = unreadable(error);
    if (!fault) throw error;
    faults.push(fault);
    return { ...pass, isCut: true };
  }
  return pass;
}

/** A history that goes on past what the record said before is none the worse if the record has moved since. */
async function checkState(ledger: Ledger, record: RecordId, found: Found, pass: Pass, hash: Sha256) {
  if (pass.isCut) return undefined;
  const end = pass.last?.version ?? 0;
  if (found === "corrupt") return { fault: "state-altered", version: end } as const;
  const version = found?.version ?? 0;
  const later = version < end ? await stateOf(ledger, record) : found;
  if (later === "corrupt" || (later?.version ?? 0) < end)
    return { fault: "state-altered", version: version || end } as const;
  return found || end === 0 ? stateFault(found, pass, hash) : undefined;
}

/**
 * Reads a record's whole history and says what was altered, removed or reordered. Of a sealed ledger it reads the sealed
 * form, so it needs no keys and says the same after an erasure.
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
  // Read before its history, so that a commit in between is not taken for a history cut short.
  const stored = storedLedger(ledger);
  const found = await stateOf(stored, record);
  const version = typeof found === "object" ? found.version : 0;
  const pass = await passOver(stored.history(record), version, known, hash);
  const faults = [...pass.faults];
  const state = await checkState(stored, record, found, pass, hash);
  if (state) faults.push(state);
  const fault = known && knownFault(known, pass);
  const isTold = faults.some((told) => told.fault === fault?.fault && told.version === fault.version);
  if (fault && !isTold) faults.push(fault);
  const verdict = faults.length > 0 ? "broken" : known ? "complete" : "consistent";
  return { verdict, faults, events: pass.events };
}
