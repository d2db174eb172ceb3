import type { Ledger } from "../ledger.js";
import type { Tombstone, Vault } from "../vault.js";

/**
 * Where tombstones are kept besides the vault: a book outside the database, or the ledger's own erasure records, read
 * through the ledger that is given.
 */
export type TombstoneSource = (ledger: Ledger) => AsyncIterable<Tombstone>;

async function replay(vault: Vault, sources: readonly TombstoneSource[], ledger: Ledger): Promise<void> {
  const known = new Set<string>();
  for await (const { subject } of vault.tombstones()) known.add(subject);
  for (const source of sources) {
    for await (const { subject, destroyedAt } of source(ledger)) {
      if (known.has(subject)) continue;
      await vault.destroy(subject, destroyedAt);
      known.add(subject);
    }
  }
}

/** Destroys once more whatever was destroyed before; done once, and again at the next call after a failure. */
export function replayer(
  vault: Vault,
  sources: readonly TombstoneSource[],
  ledger: Ledger,
): () => Promise<void> {
  let done: Promise<void> | undefined;
  return async () => {
    if (sources.length === 0) return;
    done ??= replay(vault, sources, ledger).catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    await done;
  };
}

/** A ledger none of whose verbs begins before something else is done. */
export function waitingFor(ready: () => Promise<void>, ledger: Ledger): Ledger {
  return {
    async get(record) {
      await ready();
      return await ledger.get(record);
    },
    async *find(query) {
      await ready();
      yield* ledger.find(query);
    },
    async commit(changes, options) {
      await ready();
      return await ledger.commit(changes, options);
    },
    async committed(key, fingerprint) {
      await ready();
      return await ledger.committed(key, fingerprint);
    },
    async *history(record) {
      await ready();
      yield* ledger.history(record);
    },
    async *follow(options) {
      await ready();
      yield* ledger.follow(options);
    },
  };
}
