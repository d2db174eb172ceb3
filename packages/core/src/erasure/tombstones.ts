import { timeOf } from "../clock.js";
import type { Ledger } from "../ledger.js";
import { createRepository } from "../repository.js";
import type { Tombstone, Vault } from "../vault.js";
import { erasureDecider, tombstonesKey } from "./decider.js";

/** A list of tombstones that lies outside the database, the vault and their backups. */
export interface TombstoneBook {
  /** Writes one down for good before it answers. May be called again with the same subject. */
  add(tombstone: Tombstone): Promise<void>;
}

/**
 * The tombstones that a ledger's own erasures amount to, for a vault that was restored from an older copy. An erasure
 * that has begun counts: its keys may have been destroyed already, and nothing stops it any more.
 *
 * Hand it to a sealed ledger as it is: `sealedLedger(ledger, vault, { tombstones: erasedSubjects })`.
 *
 * @param ledger - The one that the erasures were written through.
 */
export async function* erasedSubjects(ledger: Ledger): AsyncIterable<Tombstone> {
  const erasures = createRepository(ledger, erasureDecider);
  for await (const found of ledger.find({ kind: erasureDecider.kind, ...tombstonesKey })) {
    const state = await erasures.read(found);
    if (state.status === "none" || state.status === "asked") continue;
    const destroyedAt = state.status === "erasing" ? await timeOf(ledger) : state.keysDestroyedAt;
    for (const subject of state.subjects) yield { subject, destroyedAt };
  }
}

/**
 * Destroys in a vault whatever a list of tombstones names. Repeating it changes nothing.
 *
 * @returns How many tombstones were read.
 */
export async function replayTombstones(vault: Vault, source: AsyncIterable<Tombstone>): Promise<number> {
  let read = 0;
  for await (const { subject, destroyedAt } of source) {
    await vault.destroy(subject, destroyedAt);
    read += 1;
  }
  return read;
}
