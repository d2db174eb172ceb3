import type { SubjectId } from "../actor.js";
import { VaultError } from "../errors.js";
import { isTombstone, type Tombstone, type Vault, type VaultKey } from "../vault.js";
import { type Dated, keyCache, type Moment } from "./key-cache.js";

/** A subject's key, ready for use and never to be read out again. */
export interface SubjectKey {
  /** Names the key in what it sealed. */
  readonly id: string;
  /** AES-256-GCM; not extractable. */
  readonly cipher: CryptoKey;
}

/** The keys of a vault, kept for a short while. */
export interface SubjectKeys {
  /** The key to seal under, made if there is none. */
  obtain(subject: SubjectId): Promise<SubjectKey | Tombstone>;
  /** The key to open with. Undefined: there never was one. */
  find(subject: SubjectId): Promise<SubjectKey | Tombstone | undefined>;
  /** Whether the vault holds a tombstone. A key that is kept here is not believed: the vault is asked again. */
  isErased(subject: SubjectId): Promise<boolean>;
}

/** How keys are kept. */
export interface SubjectKeysOptions {
  /** For how long, 0 to 60 seconds. */
  readonly cacheSeconds: number;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
}

type Found = SubjectKey | Tombstone;

/** However short a key is kept, a vault's answer may take so long, and no longer: by then the person may be erased. */
const oldestAnswerMs = 60_000;

async function imported(found: VaultKey | Tombstone): Promise<Found> {
  if (isTombstone(found)) return found;
  const bytes = new Uint8Array(found.bytes);
  found.bytes.fill(0);
  try {
    if (bytes.length !== 32) throw new RangeError("A vault's key has 32 bytes.");
    const cipher = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    return { id: found.id, cipher };
  } finally {
    bytes.fill(0);
  }
}

type Verb = "obtain" | "find";

/** Of many who ask the same at once, one asks. Nobody joins a question that was put too long ago. */
function sharing(
  ask: (verb: Verb, subject: SubjectId, since: Moment) => Promise<Found | undefined>,
  now: () => Moment,
  isFresh: (since: Moment) => boolean,
): (verb: Verb, subject: SubjectId) => Promise<Found | undefined> {
  const flights = new Map<string, Dated<Promise<Found | undefined>>>();
  return async (verb, subject) => {
    const name = `${verb} ${subject}`;
    const flight = flights.get(name);
    if (flight && isFresh(flight.since)) return await flight.value;
    const since = now();
    const started = { since, value: ask(verb, subject, since) };
    flights.set(name, started);
    try {
      return await started.value;
    } finally {
      if (flights.get(name) === started) flights.delete(name);
    }
  };
}

/**
 * Keeps a vault's keys for some seconds, counted from when the vault was asked. Of many who ask at once for one subject,
 * one asks the vault. Throws `vault/unavailable` for a key that took the vault a minute to give.
 */
export function subjectKeys(vault: Vault, { cacheSeconds, clock }: SubjectKeysOptions): SubjectKeys {
  const now = (): Moment => ({ steady: clock(), wall: Date.now() });
  const agesOf = (since: Moment): readonly number[] => {
    const { steady, wall } = now();
    return [steady - since.steady, wall - since.wall];
  };
  const isFresh = (since: Moment) => agesOf(since).every((age) => age >= 0 && age < cacheSeconds * 1000);
  const isFinal = (found: Found) => "destroyedAt" in found;
  const cache = keyCache<Found>({ isFresh, cacheSeconds, isFinal });
  const ask = async (verb: Verb, subject: SubjectId, since: Moment) => {
    const answer = await vault[verb](subject);
    if (!answer) return undefined;
    const found = cache.put(subject, await imported(answer), since);
    // A tombstone is true for ever; a key that was on its way for so long may have been destroyed behind it.
    if ("cipher" in found && agesOf(since).some((age) => age >= oldestAnswerMs))
      throw new VaultError("vault/unavailable", { details: { reason: "the answer came too late" } });
    return found;
  };
  const shared = sharing(ask, now, isFresh);
  return {
    async obtain(subject) {
      const found = cache.get(subject) ?? (await shared("obtain", subject));
      if (!found) throw new TypeError("The vault's obtain gave nothing.");
      return found;
    },
    find: async (subject) => cache.get(subject) ?? (await shared("find", subject)),
    async isErased(subject) {
      const known = cache.get(subject);
      if (known && "destroyedAt" in known) return true;
      cache.drop(subject);
      const found = await ask("find", subject, now());
      return found !== undefined && "destroyedAt" in found;
    },
  };
}
