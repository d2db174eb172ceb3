import { isUriReference } from "./cloud-event.js";
import { type Sha256, sha256 } from "./digest.js";
import type { Ledger } from "./ledger.js";
import { commitTo, committedIn } from "./memory/commit.js";
import { quotaOf } from "./memory/quota.js";
import { findIn, followIn, getFrom } from "./memory/read.js";
import { emptyTables } from "./memory/tables.js";
import { timersOf } from "./memory/timers.js";
import type { Store } from "./store.js";

/** How a memory ledger is made. */
export interface MemoryLedgerOptions {
  /** The `source` of its events, a URI reference. Default `urn:throughline:memory`. */
  readonly source?: string;
  /** Its clock. Default: the machine's. */
  readonly clock?: () => Date;
  /** Its SHA-256. Default: the portable one; a simulation of many records takes its platform's faster one. */
  readonly hash?: Sha256;
}

/** A ledger in memory, with its timers and quotas. */
export interface MemoryLedger extends Ledger, Store {}

/**
 * A ledger that keeps every law and loses everything when the process ends: for tests, simulations and examples. Use
 * `createPostgres` of `@throughline/postgres` for anything that must last.
 */
export function memoryLedger(options: MemoryLedgerOptions = {}): MemoryLedger {
  const { source = "urn:throughline:memory", clock = () => new Date(), hash = sha256 } = options;
  if (!isUriReference(source)) throw new RangeError("source is a URI reference.");
  const tables = emptyTables({ source, clock, hash });
  const ledger: Ledger = {
    get: async (record) => getFrom(tables, record),
    async *find(query) {
      yield* findIn(tables, query);
    },
    commit: async (changes, conditions = {}) => commitTo(tables, changes, conditions),
    committed: async (key, fingerprint) => committedIn(tables, key, fingerprint),
    async *history(record) {
      yield* tables.histories.get(record) ?? [];
    },
    follow: (options = {}) => followIn(tables, options),
  };
  return { ...ledger, ledger, timers: timersOf(tables), quota: quotaOf(tables) };
}
