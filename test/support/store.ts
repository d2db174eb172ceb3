import {
  isReserved,
  type MemoryLedger,
  type MemoryLedgerOptions,
  memoryLedger,
  memoryVault,
  type Store,
  type SubjectId,
  sealedLedger,
  type Vault,
} from "@throughline/core";

/** True in the second run of a test, in which every store is sealed. */
export const isSealed: boolean = process.env["THROUGHLINE_SEALED"] === "1";

/** Seals a store's ledger, in such a way that a destroyed key is gone at once. */
export function sealedStore<Opened extends Store>(store: Opened, vault: Vault = memoryVault()): Opened {
  return { ...store, ledger: sealedLedger(store.ledger, vault, { cacheSeconds: 0 }) };
}

/** What opens stores that share one vault. */
export interface Opening {
  /** The vault, in which a test may destroy keys. */
  readonly vault: Vault;
  /** Everybody for whom a key was made. */
  readonly subjects: () => readonly SubjectId[];
  /** A store in memory, sealed whatever the run. */
  readonly open: (options: MemoryLedgerOptions) => MemoryLedger;
}

/** Opens stores that share one vault. */
export function opening(): Opening {
  const seen = new Set<SubjectId>();
  const kept = memoryVault();
  const vault: Vault = {
    ...kept,
    obtain: (subject) => {
      if (!isReserved(subject)) seen.add(subject);
      return kept.obtain(subject);
    },
  };
  const open = (options: MemoryLedgerOptions) => {
    const store = sealedStore(memoryLedger(options), vault);
    return { ...store, ...store.ledger };
  };
  return { vault, subjects: () => [...seen], open };
}

/** A store in memory: plain in the first run of a test, sealed in the second. */
export function testStore(options: MemoryLedgerOptions = {}): MemoryLedger {
  return isSealed ? opening().open(options) : memoryLedger(options);
}

/** A store that a test opened itself, sealed in the second run. */
export function sealedInTurn<Opened extends Store>(store: Opened, vault?: Vault): Opened {
  return isSealed ? sealedStore(store, vault) : store;
}
