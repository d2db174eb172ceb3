import type { SubjectId } from "./actor.js";
import { VaultError } from "./errors.js";
import { isInstant } from "./instant.js";
import type { Instant } from "./json.js";
import { isStorable } from "./text.js";

/** A subject's key. */
export interface VaultKey {
  /** Names the key in what it sealed. */
  readonly id: string;
  /** 32 bytes for AES-256-GCM. The caller's own copy: it may be overwritten once it was used. */
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
 *
 * A subject is a text of 1 to 200 characters, compared exactly; anything else is a `RangeError`. Those that begin with
 * `~` are reserved for keys of the organisation. The laws are `vaultLaws` in `@throughline/core/testing`.
 */
export interface Vault {
  /** The subject's key, made if there is none; the tombstone for ever once it was destroyed. */
  obtain(subject: SubjectId): Promise<VaultKey | Tombstone>;
  /** The subject's key, or what is left of it. Undefined: there never was one here. */
  find(subject: SubjectId): Promise<VaultKey | Tombstone | undefined>;
  /**
   * Destroys the subject's key, also where there was none yet, and leaves a tombstone. Doing it twice changes nothing:
   * the first date stays. Throws `vault/reserved-subject` for a key of the organisation.
   *
   * @param at - When it was destroyed, for replay after a restore. Default: now.
   */
  destroy(subject: SubjectId, at?: Instant): Promise<Tombstone>;
  /** Every tombstone, each once. */
  tombstones(): AsyncIterable<Tombstone>;
}

/** Tells what is left of a destroyed key from a key. */
export function isTombstone(found: VaultKey | Tombstone): found is Tombstone {
  return "destroyedAt" in found;
}

/** Tells whether a subject is one of the organisation's own keys rather than a person. */
export function isReserved(subject: SubjectId): boolean {
  return subject.startsWith("~");
}

/** Tells whether a text can be a subject: 1 to 200 characters that every store can keep. */
export function isSubject(subject: string): boolean {
  return subject.length > 0 && subject.length <= 200 && isStorable(subject);
}

/** Refuses what cannot be a subject, before any vault touches it. Throws `RangeError`. */
export function checkSubject(subject: SubjectId): void {
  if (!isSubject(subject)) throw new RangeError("A subject is a text of 1 to 200 characters.");
}

/**
 * Refuses what must not be destroyed, before any vault touches it. Throws `RangeError` and `vault/reserved-subject`.
 */
export function checkDestroy(subject: SubjectId, at: Instant | undefined): void {
  checkSubject(subject);
  if (at !== undefined && !isInstant(at)) throw new RangeError("at is an instant.");
  if (isReserved(subject)) throw new VaultError("vault/reserved-subject");
}
