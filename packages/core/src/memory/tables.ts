import type { Sha256 } from "../digest.js";
import type { RecordId } from "../ids.js";
import type { Instant } from "../json.js";
import type { Commit, LedgerEvent, LookupKey, Timer } from "../ledger.js";

/** A record as the memory ledger keeps it: state as text, so that nobody can change it from outside. */
export interface StoredRecord {
  readonly partition: string;
  readonly version: number;
  readonly law: number;
  readonly state: string;
  readonly keys: readonly LookupKey[];
  readonly timers: readonly Timer[];
  readonly head: string;
  readonly stateDigest: string;
  readonly changedAt: Instant;
}

/** A timer with its lease. */
export interface StoredTimer {
  readonly record: RecordId;
  readonly name: string;
  readonly due: Instant;
  readonly lease?: string;
  readonly leasedUntil?: Instant;
}

/** A commit with what it was made for. */
export interface StoredCommit {
  readonly fingerprint: string;
  readonly commit: Commit;
}

/** A quota's count. */
export interface StoredCount {
  readonly used: number;
  readonly until: Instant;
}

/** Everything a memory ledger holds. */
export interface Tables {
  readonly source: string;
  readonly log: string;
  readonly now: () => Instant;
  readonly hash: Sha256;
  readonly records: Map<RecordId, StoredRecord>;
  readonly events: LedgerEvent[];
  readonly histories: Map<RecordId, LedgerEvent[]>;
  readonly uniques: Map<string, RecordId>;
  readonly timers: Map<string, StoredTimer>;
  readonly commits: Map<string, StoredCommit>;
  readonly counts: Map<string, StoredCount>;
  readonly followers: Set<() => void>;
}

/** The ledger's clock: the given one, but never backwards. */
function steady(clock: () => Date): () => Instant {
  let last = "";
  return () => {
    const now = clock().toISOString();
    if (now > last) last = now;
    return last;
  };
}

/** What tables are made with. */
export interface TablesOptions extends Pick<Tables, "source" | "hash"> {
  /** The clock that was given. */
  readonly clock: () => Date;
}

/** Empty tables. */
export function emptyTables({ source, clock, hash }: TablesOptions): Tables {
  return {
    source,
    log: crypto.randomUUID(),
    now: steady(clock),
    hash,
    records: new Map(),
    events: [],
    histories: new Map(),
    uniques: new Map(),
    timers: new Map(),
    commits: new Map(),
    counts: new Map(),
    followers: new Set(),
  };
}
