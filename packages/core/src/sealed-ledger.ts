import type { SubjectId } from "./actor.js";
import { checkCommit } from "./change.js";
import { isUriReference } from "./cloud-event.js";
import { type Sha256, sha256 } from "./digest.js";
import { CoreError, isThroughlineError, LedgerError } from "./errors.js";
import { kindOf } from "./ids.js";
import type { JsonObject } from "./json.js";
import type {
  Change,
  Commit,
  CommitOptions,
  Ledger,
  LedgerEvent,
  LedgerRecord,
  LookupKey,
} from "./ledger.js";
import { checkQuery } from "./query.js";
import { type Lookups, lookups } from "./sealing/lookups.js";
import { type Marks, marksIn } from "./sealing/marks.js";
import { openDocument } from "./sealing/open-document.js";
import { replayer, type TombstoneSource, waitingFor } from "./sealing/replay.js";
import { sealDocument } from "./sealing/seal-document.js";
import type { Place } from "./sealing/sealed-node.js";
import { standingOn } from "./sealing/stored-ledger.js";
import { type SubjectKey, type SubjectKeys, subjectKeys } from "./sealing/subject-keys.js";
import type { Vault } from "./vault.js";

/** How a ledger is sealed. */
export interface SealedLedgerOptions {
  /** Names the ledger, a URI reference: what is sealed here opens nowhere else. Fixed by the first commit. Default `urn:throughline:ledger`. */
  readonly source?: string;
  /** How long a key is kept in memory, 0 to 60 seconds: so long may data of an erased person still be read. Default 30. */
  readonly cacheSeconds?: number;
  /** Tombstones kept elsewhere, destroyed again in the vault before anything is served. Default: none. */
  readonly tombstones?: TombstoneSource | readonly TombstoneSource[];
  /** Milliseconds that never go back, for the age of keys. Default: `performance.now()`. */
  readonly clock?: () => number;
  /** A faster SHA-256. Default: the portable one. */
  readonly hash?: Sha256;
}

/** What the verbs work with. */
interface Work {
  readonly ledger: Ledger;
  readonly source: string;
  readonly keys: SubjectKeys;
  readonly lookups: Lookups;
  readonly hash: Sha256;
}

async function checkErased({ keys }: Work, { erased }: Marks): Promise<void> {
  for (const subject of erased) {
    if (await keys.isErased(subject)) continue;
    const reason = "~erased names a subject who was not erased";
    throw new LedgerError("ledger/invalid-change", { details: { member: "personal data", reason } });
  }
}

async function keysFor({ keys }: Work, { personal }: Marks): Promise<ReadonlyMap<SubjectId, SubjectKey>> {
  const found = await Promise.all(
    Array.from(personal, async (subject) => [subject, await keys.obtain(subject)] as const),
  );
  return new Map(
    found.map(([subject, key]) => {
      if ("destroyedAt" in key) throw new CoreError("core/erased");
      return [subject, key];
    }),
  );
}

async function sealKeys(work: Work, change: Change): Promise<readonly LookupKey[]> {
  const kind = kindOf(change.record);
  return await Promise.all(
    change.keys.map(async (key) => ({ ...key, value: await work.lookups.value(kind, key.name, key.value) })),
  );
}

async function sealChanges(work: Work, changes: readonly Change[]): Promise<readonly Change[]> {
  const marks = marksIn(changes.flatMap(({ events, state }) => [state, ...events.map(({ data }) => data)]));
  await checkErased(work, marks);
  const using = { keys: await keysFor(work, marks), hash: work.hash };
  return await Promise.all(
    changes.map(async (change) => {
      const place = (part: Place["part"], events: number): Place => {
        return { source: work.source, record: change.record, version: change.expectedVersion + events, part };
      };
      const events = change.events.map(async (event, index) => ({
        ...event,
        data: await sealDocument(event.data, place("event", index + 1), using),
      }));
      return {
        ...change,
        events: await Promise.all(events),
        state: await sealDocument(change.state, place("state", change.events.length), using),
        keys: await sealKeys(work, change),
      };
    }),
  );
}

/** A repeat must find its commit, also when a person in it was erased since. */
async function commit(work: Work, changes: readonly Change[], options: CommitOptions): Promise<Commit> {
  checkCommit(changes, options);
  const { fingerprint = "", ...rest } = options;
  const { idempotencyKey: key } = rest;
  const print = key === undefined ? undefined : await work.lookups.fingerprint(key, fingerprint);
  let sealed: readonly Change[];
  try {
    sealed = await sealChanges(work, changes);
  } catch (error) {
    const isErased = isThroughlineError(error, "core/erased");
    const earlier = isErased && key !== undefined && (await work.ledger.committed(key, print ?? ""));
    if (earlier) return earlier;
    throw error;
  }
  return await work.ledger.commit(sealed, print === undefined ? rest : { ...rest, fingerprint: print });
}

async function openRecord<Found extends LedgerRecord>(work: Work, found: Found): Promise<Found> {
  const { record, version } = found;
  const place = { source: work.source, record, version, part: "state" } as const;
  return { ...found, state: await openDocument(found.state, place, work) };
}

async function openEvent(work: Work, entry: LedgerEvent): Promise<LedgerEvent> {
  const { record, version, event } = entry;
  if (event.data === undefined) return entry;
  const place = { source: work.source, record, version, part: "event" } as const;
  return { ...entry, event: { ...event, data: await openDocument(event.data as JsonObject, place, work) } };
}

function verbs(work: Work): Ledger {
  const { ledger } = work;
  return {
    async get(record) {
      const view = await ledger.get(record);
      return view.record ? { ...view, record: await openRecord(work, view.record) } : view;
    },
    async *find(query) {
      checkQuery(query);
      const value = await work.lookups.value(query.kind, query.name, query.value);
      for await (const found of ledger.find({ ...query, value })) yield await openRecord(work, found);
    },
    commit: (changes, options = {}) => commit(work, changes, options),
    committed: async (key, fingerprint) =>
      await ledger.committed(key, await work.lookups.fingerprint(key, fingerprint)),
    async *history(record) {
      for await (const entry of ledger.history(record)) yield await openEvent(work, entry);
    },
    async *follow(options) {
      for await (const entry of ledger.follow(options)) yield await openEvent(work, entry);
    },
  };
}

function checkOptions(source: string, cacheSeconds: number): void {
  if (!isUriReference(source)) throw new RangeError("source is a URI reference.");
  if (!(cacheSeconds >= 0 && cacheSeconds <= 60)) throw new RangeError("cacheSeconds is 0 to 60.");
}

/**
 * Seals personal data on its way into a ledger and opens it on its way out: each node made by `personal` under its
 * subject's key, lookup values and fingerprints as digests under a key of the organisation. What the ledger hashes is
 * the sealed form, so once a subject's key is destroyed the person is gone from every record and every proof still
 * holds. `storedLedger` gives the ledger below.
 *
 * Not sealed: addresses, partitions, `order` of lookup keys, names of timers, types and actors of events. Put nothing
 * there but pseudonyms.
 *
 * Errors, besides the ledger's: `core/erased` on writing for an erased person; `ledger/invalid-change` for what only
 * looks like a mark; `ledger/corrupt` where a sealed node was altered or moved; `vault/key-missing` and
 * `vault/tombstone-missing` where the vault is older than the ledger.
 */
export function sealedLedger(ledger: Ledger, vault: Vault, options: SealedLedgerOptions = {}): Ledger {
  const { source = "urn:throughline:ledger", cacheSeconds = 30, tombstones = [], hash = sha256 } = options;
  const { clock = () => performance.now() } = options;
  checkOptions(source, cacheSeconds);
  const keys = subjectKeys(vault, { cacheSeconds, clock });
  const sealed = verbs({ ledger, source, keys, lookups: lookups(ledger, vault, source), hash });
  const ready = replayer(vault, [tombstones].flat(), sealed);
  return standingOn(waitingFor(ready, sealed), ledger);
}
