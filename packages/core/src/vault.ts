import type { SubjectId } from "./actor.js";
import type { Instant } from "./json.js";

/** A subject's key. */
export interface VaultKey {
  /** Names the key in what it sealed. */
  readonly id: string;
  /** 32 bytes for AES-256-GCM. */
  readonly bytes: Uint8Array;
}

/** What is left of a destroyed key. */
export interface Tombstone {
  /** Whose key it was. */
  readonly subject: SubjectId;
  /** When it was destroyed. */
  readonly destroyedAt: Instant;
}

/**
 * Keeps one key for each subject. Destroying it erases the person from every record; no later write brings a destroyed
 * key back.
 */
export interface Vault {
  /** The subject's key, made if there is none. Undefined for ever once it was destroyed. */
  obtain(subject: SubjectId): Promise<VaultKey | undefined>;
  /** The subject's key, if there is one. */
  find(subject: SubjectId): Promise<VaultKey | undefined>;
  /** Destroys the subject's key, also where there was none yet, and leaves a tombstone. Doing it twice changes nothing. */
  destroy(subject: SubjectId): Promise<Tombstone>;
  /** Every tombstone, for replay after a restore. */
  tombstones(): AsyncIterable<Tombstone>;
}
