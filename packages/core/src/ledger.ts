import type { ActorKind } from "./actor.js";
import type { CloudEvent } from "./cloud-event.js";
import type { RecordId, RecordKind } from "./ids.js";
import type { Instant, JsonObject } from "./json.js";

/** One way in which a record is found. */
export interface LookupKey {
  /** What is looked up: `subject`, `queue`, `reference`. Up to 60 characters. Never sealed. */
  readonly name: string;
  /** The value to look for, compared exactly. Up to 400 characters. */
  readonly value: string;
  /**
   * Place in the order of all records with this name and value; compared by code point. Up to 200 characters. It is never
   * sealed, so it holds no personal data. Default: the empty text.
   */
  readonly order?: string;
  /** True: no two records of this kind may hold this name and value at once. */
  readonly unique?: boolean;
}

/** Something that must happen later, unless the record stops naming it first. */
export interface Timer {
  /** Unique within the record. */
  readonly name: string;
  /** Earliest instant at which it may fire. */
  readonly due: Instant;
}

/** A commit stands only if this record still has this version. 0: the record must not exist. */
export interface Guard {
  /** The record that must not have moved. */
  readonly record: RecordId;
  /** The version that the decision was based on. */
  readonly version: number;
}

/** Who caused an event, as the CloudEvents authentication context extension has it. */
export interface EventActor {
  /** What kind of party it was. */
  readonly kind: ActorKind;
  /** The party's pseudonym. */
  readonly id: string;
}

/** An event before the ledger has stamped it. */
export interface NewEvent {
  /** What happened, in the past tense: `handoff.claimed`. */
  readonly type: string;
  /** The particulars. */
  readonly data: JsonObject;
  /** Who caused it. */
  readonly actor?: EventActor;
}

/** What is to be written of one record: all of it or nothing. */
export interface Change {
  /** The record's address. */
  readonly record: RecordId;
  /** What is stored together when the database is spread out: the subject. Default: the record. Fixed by the first change. */
  readonly partition?: string;
  /** The version that the decision was based on. 0: the record must not exist. */
  readonly expectedVersion: number;
  /** Version of the law (decider) that decided. */
  readonly law: number;
  /** What happened: at least one event. */
  readonly events: readonly NewEvent[];
  /** The state after the events. */
  readonly state: JsonObject;
  /** How the record is found from now on; replaces what was there. */
  readonly keys: readonly LookupKey[];
  /** What must happen later from now on; replaces what was there. */
  readonly timers: readonly Timer[];
}

/** Conditions of a commit, all checked under lock. */
export interface CommitOptions {
  /** Records that must not have moved. */
  readonly requires?: readonly Guard[];
  /** The ledger's clock must be before this. */
  readonly before?: Instant;
  /** The ledger's clock must have reached this. */
  readonly notBefore?: Instant;
  /** Made by `idempotencyKey`. The same key gives back the same commit. */
  readonly idempotencyKey?: string;
  /** Made by `fingerprint` of the plain command. Required with a key: it tells a repeat from another command. */
  readonly fingerprint?: string;
}

/** Where one record stood after a commit. */
export interface CommittedRecord {
  /** The record's address. */
  readonly record: RecordId;
  /** Its version: how many events it has had. */
  readonly version: number;
  /** Hash of its last event, 64 hexadecimal digits. */
  readonly head: string;
}

/** What a commit gave. */
export interface Commit {
  /** The instant that the ledger's clock gave it. */
  readonly time: Instant;
  /** Every record it changed, in the order of the changes. */
  readonly records: readonly CommittedRecord[];
  /** True when this is an earlier commit under the same idempotency key and nothing was written now. */
  readonly replayed: boolean;
}

/** A record as it stands. */
export interface LedgerRecord {
  /** The record's address. */
  readonly record: RecordId;
  /** What is stored together with it. */
  readonly partition: string;
  /** How many events it has had. */
  readonly version: number;
  /** Version of the law that wrote the state. */
  readonly law: number;
  /** The state after the last event. */
  readonly state: JsonObject;
  /** How it is found. From a sealed ledger with digests in place of the values: `find` takes the values themselves. */
  readonly keys: readonly LookupKey[];
  /** What must happen later. */
  readonly timers: readonly Timer[];
  /** Hash of its last event. */
  readonly head: string;
  /** When it last changed. */
  readonly changedAt: Instant;
}

/** What time it is in the ledger, and the record if there is one. */
export interface LedgerView {
  /** The ledger's clock. */
  readonly now: Instant;
  /** Absent: there is no such record. */
  readonly record?: LedgerRecord;
}

/** A place in a list of records: those after it come next. */
export interface LedgerCursor {
  /** The order of the last record seen. */
  readonly order: string;
  /** The last record seen. */
  readonly record: RecordId;
}

/** Records of one kind that hold one lookup name and value, in order of `order`, then address. */
export interface LedgerQuery {
  /** The kind of record. */
  readonly kind: RecordKind;
  /** The lookup name. */
  readonly name: string;
  /** The lookup value. */
  readonly value: string;
  /** Lowest order, included. */
  readonly from?: string;
  /** Highest order, not included. */
  readonly to?: string;
  /** Default: ascending. */
  readonly direction?: "ascending" | "descending";
  /** Go on after this place. */
  readonly after?: LedgerCursor;
  /** At most so many. Default: all. */
  readonly limit?: number;
}

/** A record with its place in the list it was found in. */
export interface FoundRecord extends LedgerRecord {
  /** Hand this back as `after` to go on. */
  readonly cursor: LedgerCursor;
}

/** A place in the one order of all events. */
export interface LogPosition {
  /** The log's id; a restored database opens a new one. */
  readonly log: string;
  /** 1 for the log's first event, then without a gap. */
  readonly sequence: number;
}

/** An event as the ledger keeps it. */
export interface LedgerEvent {
  /** The record it happened to. */
  readonly record: RecordId;
  /** Its place in the record's history, from 1. */
  readonly version: number;
  /** The event, CloudEvents 1.0. */
  readonly event: CloudEvent;
  /** SHA-256 of previous hash, digest of the event and time; for the last of a commit also of the state. */
  readonly hash: string;
  /** On the last event of a commit: digest of version, law, state, keys and timers. */
  readonly stateDigest?: string;
  /** Where it stands in the log. Present when it comes from `follow`. */
  readonly position?: LogPosition;
}

/** From where and how long to follow. */
export interface FollowOptions {
  /** Go on after this place. Default: from the beginning. */
  readonly after?: LogPosition;
  /** True: wait for what is still to come, until the signal. Default: end when all is told. */
  readonly live?: boolean;
  /** Ends the following. */
  readonly signal?: AbortSignal;
}

/**
 * Where records live: current state and full history, committed together.
 *
 * Its laws are `ledgerLaws` in `@throughline/core/testing`; a store that passes them is a ledger. Errors carry the codes
 * of {@link LedgerErrorCode}.
 */
export interface Ledger {
  /** The record, checked against its hash, and the time. Throws `ledger/corrupt` where they do not match. */
  get(record: RecordId): Promise<LedgerView>;
  /**
   * Finds records by one lookup. Shows committed records only; pages inside. Throws `RangeError` for a query that means
   * nothing: `checkQuery`.
   */
  find(query: LedgerQuery): AsyncIterable<FoundRecord>;
  /**
   * Writes all changes or none. Records and guards are locked in order of address, the clock is read once, and every
   * condition is checked before the first byte is written.
   *
   * Throws `ledger/conflict`, `ledger/key-taken`, `ledger/key-reused`, `ledger/too-late`, `ledger/too-early`,
   * `ledger/invalid-change`, `ledger/unavailable`.
   */
  commit(changes: readonly Change[], options?: CommitOptions): Promise<Commit>;
  /** The commit made under this key, if there is one. Throws `ledger/key-reused` where the fingerprint differs. */
  committed(idempotencyKey: string, fingerprint: string): Promise<Commit | undefined>;
  /** Every event of one record, oldest first. */
  history(record: RecordId): AsyncIterable<LedgerEvent>;
  /**
   * Every event of every record, each once, in one order that never changes; at least all that was committed before the
   * call. No safety decision reads it. Throws `ledger/not-found` for a place in another log, or past the end of this one;
   * `RangeError` for a sequence that is not a whole number from 0.
   */
  follow(options?: FollowOptions): AsyncIterable<LedgerEvent>;
}
