import {
  type MemoryLedger,
  type MemoryLedgerOptions,
  memoryLedger,
  memoryVault,
  type Store,
  sealedLedger,
  type Vault,
} from "@throughline/core";

/** True in the second run of a test, in which every store is sealed. */
export const isSealed: boolean = process.env["THROUGHLINE_SEALED"] === "1";

/** A store in memory, with the vault that its personal data is sealed under. */
export interface SealedStore extends MemoryLedger {
  readonly vault: Vault;
}

/** Seals a store's ledger, in such a way that a destroyed key is gone at once. */
export function sealedStore<Opened extends Store>(store: Opened, vault: Vault = memoryVault()): Opened {
  return { ...store, ledger: sealedLedger(store.ledger, vault, { cacheSeconds: 0 }) };
}

/** A store in memory, sealed whatever the run. */
export function sealedMemory(options: MemoryLedgerOptions = {}): SealedStore {
  const vault = memoryVault();
  const store = sealedStore(memoryLedger(options), vault);
  return { ...store, ...store.ledger, vault };
}

/** A store in memory: plain in the first run of a test, sealed in the second. */
export function testStore(options: MemoryLedgerOptions = {}): MemoryLedger {
  return isSealed ? sealedMemory(options) : memoryLedger(options);
}

/** A store that a test opened itself, sealed in the second run. */
export function sealedInTurn<Opened extends Store>(store: Opened): Opened {
  return isSealed ? sealedStore(store) : store;
}
