import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalize } from "./canonical.js";
import type { CloudEvent } from "./cloud-event.js";
import { type Sha256, sha256 } from "./digest.js";
import type { RecordId } from "./ids.js";
import type { Instant } from "./json.js";
import type { Change, EventActor, LedgerEvent, LedgerRecord, NewEvent } from "./ledger.js";

/** The `previous` of a record's first event: 32 zero bytes. */
export const genesis: string = "0".repeat(64);

/** Kinds of actor in the words of the CloudEvents authentication context extension. */
const authTypes = {
  person: "app_user",
  anonymous: "unauthenticated",
  staff: "user",
  service: "service_account",
  agent: "api_key",
} as const satisfies Record<EventActor["kind"], string>;

/** An event ready for the ledger's clock: everything but its time, in canonical form, with its digest. */
export interface SealedEvent {
  /** Canonical JSON of the CloudEvent without its time. */
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly digest: string;
}

/** A change ready for the ledger's clock. */
export interface SealedChange {
  /** The events in order. */
  readonly events: readonly SealedEvent[];
  /** Canonical JSON of the state. */
  readonly state: string;
  /** Canonical JSON of the lookup keys. */
  readonly keys: string;
  /** Canonical JSON of the timers. */
  readonly timers: string;
  /** Digest over version, law, state, keys and timers. */
  readonly stateDigest: string;
}

function hexDigest(text: string, hash: Sha256): string {
  return bytesToHex(hash(utf8ToBytes(text)));
}

/** Digest of what a record is at one version: the canonical JSON of its five parts. Parts are canonical JSON already. */
export function stateDigestOf(
  parts: { readonly keys: string; readonly law: number; readonly state: string; readonly timers: string },
  version: number,
  hash: Sha256 = sha256,
): string {
  const { keys, law, state, timers } = parts;
  return hexDigest(
    `{"keys":${keys},"law":${law},"state":${state},"timers":${timers},"version":${version}}`,
    hash,
  );
}

function unstamped(
  source: string,
  record: RecordId,
  version: number,
  event: NewEvent,
): Omit<CloudEvent, "time"> {
  return {
    specversion: "1.0",
    id: `${record}/${version}`,
    source,
    type: event.type,
    subject: record,
    datacontenttype: "application/json",
    data: event.data,
    ...(event.actor ? { authtype: authTypes[event.actor.kind], authid: event.actor.id } : {}),
  };
}

/** Writes a change in the form that is hashed and stored. */
export function sealChange(source: string, change: Change, hash: Sha256 = sha256): SealedChange {
  const parts = {
    state: canonicalize(change.state),
    keys: canonicalize(change.keys),
    timers: canonicalize(change.timers),
    law: change.law,
  };
  const events = change.events.map((event, index) => {
    const text = canonicalize(unstamped(source, change.record, change.expectedVersion + index + 1, event));
    return { text, digest: hexDigest(text, hash) };
  });
  const version = change.expectedVersion + change.events.length;
  return { events, ...parts, stateDigest: stateDigestOf(parts, version, hash) };
}

/**
 * The hash of an event: SHA-256 of the previous event's hash (32 bytes), the event's digest (32 bytes), its time (24
 * characters) and, on the last event of a commit, the state digest (32 bytes).
 */
export function eventHash(
  link: {
    readonly previous: string;
    readonly digest: string;
    readonly time: Instant;
    readonly stateDigest?: string;
  },
  hash: Sha256 = sha256,
): string {
  const { previous, digest, time, stateDigest } = link;
  return bytesToHex(
    hash(
      concatBytes(hexToBytes(previous), hexToBytes(digest), utf8ToBytes(time), hexToBytes(stateDigest ?? "")),
    ),
  );
}

/** The digest of a stored event, computed anew from what it says. */
export function eventDigest(event: CloudEvent, hash: Sha256 = sha256): string {
  const { time: _, ...rest } = event;
  return hexDigest(canonicalize(rest), hash);
}

/** The state digest of a record, computed anew from what it says. */
export function recordDigest(record: LedgerRecord, hash: Sha256 = sha256): string {
  const parts = {
    state: canonicalize(record.state),
    keys: canonicalize(record.keys),
    timers: canonicalize(record.timers),
    law: record.law,
  };
  return stateDigestOf(parts, record.version, hash);
}

/** The hash an event ought to have after the one before it. */
export function expectedHash(previous: string, entry: LedgerEvent, hash: Sha256 = sha256): string {
  return eventHash(
    {
      previous,
      digest: eventDigest(entry.event, hash),
      time: entry.event.time ?? "",
      ...(entry.stateDigest === undefined ? {} : { stateDigest: entry.stateDigest }),
    },
    hash,
  );
}
