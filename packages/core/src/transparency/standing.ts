import { isThroughlineError } from "../errors.js";
import type { Signer, Verifier } from "../signer.js";
import {
  anyListedKey,
  peek,
  peekPayload,
  type ReadDocument,
  readLogBreak,
  readTreeHead,
} from "./document.js";
import { LogError } from "./errors.js";
import type { TreeHead } from "./head.js";
import type { HeadStore, KeptHead } from "./head-store.js";
import { type LastGood, type LogBreak, logBreakType } from "./log-break.js";

/** Where a log stands, by what was signed and is kept outside. */
export interface Standing {
  /** The last document that is kept. Absent: nothing was ever signed. */
  readonly kept?: KeptHead;
  /** The log that is grown and signed now. Absent: nothing was ever signed, so it is the ledger's own log. */
  readonly log?: string;
  /** The ledger's own log that it is grown from. */
  readonly ledger?: string;
  /** The last head of the log that is signed now. Absent: it has none yet. */
  readonly head?: TreeHead;
  /** The last good head of all, also where it is of a log that was broken since. */
  readonly last?: LastGood;
}

/** Who signs, and who can tell. */
export interface Party {
  /** Signs. */
  readonly signer: Signer;
  /** Knows the signer's keys, those of the past as well. */
  readonly verifier: Verifier;
}

/** Whether somebody could not be asked, which says nothing of what was asked: it may be asked again. */
export function isAway(error: unknown): boolean {
  return !isThroughlineError(error) || error.status === 503;
}

async function own<Payload>(reading: Promise<ReadDocument<Payload>>, party: Party): Promise<Payload> {
  const read = await reading.catch((cause: unknown) => {
    throw isAway(cause) ? cause : new LogError("log/head-unverifiable", { cause });
  });
  if (read.issuer !== party.signer.issuer) throw new LogError("log/head-unverifiable");
  return read.payload;
}

/** A head that this log signed itself. Throws `log/head-unverifiable`. */
export function ownHead(document: string, party: Party): Promise<TreeHead> {
  return own(readTreeHead(document, { verifier: party.verifier, asOf: anyListedKey }), party);
}

function ownBreak(document: string, party: Party): Promise<LogBreak> {
  return own(readLogBreak(document, { verifier: party.verifier, asOf: anyListedKey }), party);
}

/** Tells a break statement from a head, by its header alone. */
export const isBreak = ({ document }: KeptHead) => peek(document).type === logBreakType;

function afterBreak(kept: KeptHead, { log, found, last }: LogBreak): Standing {
  return { kept, log, ledger: found.ledger, ...(last ? { last } : {}) };
}

type Reach = Pick<TreeHead, "size" | "time">;

/** Every head reaches at least as far as the one before: one that does not is an old one, put in once more. */
function isBehind(head: Reach, before: Reach): boolean {
  return head.size < before.size || head.time < before.time;
}

function afterHead(kept: KeptHead, head: TreeHead, before: Standing): Standing {
  const { log = head.log, ledger = head.log } = before;
  if (head.log !== log) throw new LogError("log/heads-lost", { details: { log, found: head.log } });
  if (before.head && isBehind(head, before.head))
    throw new LogError("log/heads-lost", { details: { log, place: kept.place } });
  const { size, root, time } = head;
  return { kept, log, ledger, head, last: { log, size, root, time } };
}

/**
 * Where the log stands after one more head. Throws `log/heads-lost` where it is not the next one, is behind the one before
 * or of a log that no break statement began; `log/head-unverifiable`.
 */
export async function advanced(before: Standing, kept: KeptHead, party: Party): Promise<Standing> {
  if (kept.place !== (before.kept?.place ?? 0) + 1) {
    throw new LogError("log/heads-lost", { details: { place: kept.place } });
  }
  return afterHead(kept, await ownHead(kept.document, party), before);
}

/** What is to be verified of all that is kept. */
interface Digest {
  /** The last break statement. */
  readonly opening?: KeptHead;
  /** The last head of each key since then. */
  readonly byKey: ReadonlyMap<string, KeptHead>;
  /** The last head since then. */
  readonly last?: KeptHead;
}

/**
 * Finds the first document that was kept before: a head that is behind another, a statement that begins a log that was
 * there. Whatever was put in, the next statement that begins a new log ends it. What is told is the place.
 */
function repeats() {
  const logs = new Set<string>();
  let highest: Reach | undefined;
  let found: number | undefined;
  return {
    look(kept: KeptHead): void {
      const { log, ...reach } = peekPayload(kept.document);
      if (isBreak(kept)) {
        found = logs.has(log) ? (found ?? kept.place) : undefined;
        highest = undefined;
      } else if (highest && isBehind(reach, highest)) found ??= kept.place;
      else highest = reach;
      logs.add(log);
    },
    found: () => found,
  };
}

async function digestOf(heads: HeadStore): Promise<Digest> {
  let opening: KeptHead | undefined;
  let last: KeptHead | undefined;
  const byKey = new Map<string, KeptHead>();
  const repeated = repeats();
  for await (const kept of heads.entries()) {
    repeated.look(kept);
    if (isBreak(kept)) {
      byKey.clear();
      [opening, last] = [kept, undefined];
    } else {
      byKey.set(peek(kept.document).keyId, kept);
      last = kept;
    }
  }
  const place = repeated.found();
  if (place !== undefined) throw new LogError("log/heads-lost", { details: { place } });
  return { byKey, ...(opening ? { opening } : {}), ...(last ? { last } : {}) };
}

/**
 * Reads everything that is kept outside. Verified are the last break statement and, of the heads since then, the last of
 * each key: so a key that was taken off the list is found out at start-up. Throws as {@link advanced} does.
 */
export async function standingOf(heads: HeadStore, party: Party): Promise<Standing> {
  const { opening, byKey, last } = await digestOf(heads);
  const begun = opening ? afterBreak(opening, await ownBreak(opening.document, party)) : {};
  const read = new Map<KeptHead, TreeHead>();
  for (const kept of byKey.values()) read.set(kept, await ownHead(kept.document, party));
  const head = last && read.get(last);
  return last && head ? afterHead(last, head, begun) : begun;
}
