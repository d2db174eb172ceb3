import type { SubjectId } from "./actor.js";
import { toInstant } from "./instant.js";
import { keyRing, type WrappedKey } from "./key-ring.js";
import { type KeyWrap, localKeyWrap } from "./key-wrap.js";
import { checkDestroy, checkSubject, type Tombstone, type Vault } from "./vault.js";

/** How a memory vault is made. */
export interface MemoryVaultOptions {
  /** Wraps the keys, the first of a list what is new. Default: a master key of its own. */
  readonly wrap?: KeyWrap | readonly KeyWrap[];
  /** Dates the tombstones. Default: the machine's clock. */
  readonly clock?: () => Date;
}

function ownMaster(): KeyWrap {
  return localKeyWrap({ id: "memory", key: crypto.getRandomValues(new Uint8Array(32)) });
}

type Kept = WrappedKey | Tombstone;

function isGone(kept: Kept): kept is Tombstone {
  return "destroyedAt" in kept;
}

/** A vault that keeps every law and loses every key when the process ends: for tests, simulations and examples. */
export function memoryVault(options: MemoryVaultOptions = {}): Vault {
  const { wrap = ownMaster(), clock = () => new Date() } = options;
  const ring = keyRing(wrap);
  const kept = new Map<SubjectId, Kept>();
  const given = async (subject: SubjectId, found: Kept) => {
    if (isGone(found)) return found;
    const key = await ring.open(subject, found);
    const now = kept.get(subject);
    return now && isGone(now) ? now : key;
  };
  return {
    async obtain(subject) {
      checkSubject(subject);
      const found = kept.get(subject);
      if (found) return await given(subject, found);
      const { key, stored } = await ring.make(subject);
      const now = kept.get(subject);
      // Somebody else made one, or destroyed it, while this one was being wrapped.
      if (now) return await given(subject, now);
      kept.set(subject, stored);
      return key;
    },
    async find(subject) {
      checkSubject(subject);
      const found = kept.get(subject);
      return found && (await given(subject, found));
    },
    async destroy(subject, at) {
      checkDestroy(subject, at);
      const found = kept.get(subject);
      if (found && isGone(found)) return found;
      const tombstone = Object.freeze({ subject, destroyedAt: at ?? toInstant(clock()) });
      kept.set(subject, tombstone);
      return tombstone;
    },
    async *tombstones() {
      yield* [...kept.values()].filter(isGone);
    },
  };
}
