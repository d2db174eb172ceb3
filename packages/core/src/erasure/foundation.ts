import type { Actor, OrganisationId, SubjectId } from "../actor.js";
import type { Ledger } from "../ledger.js";
import type { Signer } from "../signer.js";
import type { Vault } from "../vault.js";
import type { TombstoneBook } from "./tombstones.js";

/** How people are erased here. */
export interface ErasureOptions {
  /** Where records live: the sealed ledger. */
  readonly ledger: Ledger;
  /** Where the keys live that it seals under. */
  readonly vault: Vault;
  /** Signs the receipts. */
  readonly signer: Signer;
  /** Whose ledger it is, as actors' tokens name it. Default: the signer's issuer. */
  readonly organisation?: OrganisationId;
  /**
   * For how long the oldest backup that may hold a key is kept, in seconds, from 0. There is no default: the receipt
   * promises it to the person.
   */
  readonly backupRetentionSeconds: number;
  /**
   * For how long a process may hold a key in memory, 0 to 60 seconds: at least the `cacheSeconds` of every sealed ledger
   * on this vault. Default 60.
   */
  readonly keyCacheSeconds?: number;
  /** Where tombstones are written before a key is destroyed, outside database, vault and backups. Default: nowhere. */
  readonly book?: TombstoneBook;
  /**
   * Whether an alias marks data of this very person, from what bound the two, a sign-in on the journey, and never from
   * the request: this is all that keeps one person from erasing another. Default: no alias is taken.
   */
  readonly owns?: (alias: SubjectId, subject: SubjectId) => Promise<boolean>;
}

/** What every step stands on. */
export interface Foundation extends Required<Omit<ErasureOptions, "book">> {
  /** The outside book, if there is one. */
  readonly book?: TombstoneBook;
  /** Who takes the steps after the first. */
  readonly worker: Actor;
}

/** Checks options and fills in what was left out. Throws `RangeError` for what means nothing. */
export function foundationOf(options: ErasureOptions): Foundation {
  const {
    organisation = options.signer.issuer,
    keyCacheSeconds = 60,
    owns = () => Promise.resolve(false),
    backupRetentionSeconds,
  } = options;
  if (!(keyCacheSeconds >= 0 && keyCacheSeconds <= 60))
    throw new RangeError("keyCacheSeconds is 0 to 60: no key is held in memory for longer.");
  // A century: more is a mistake, and would run past what an instant can say.
  if (!(backupRetentionSeconds >= 0 && backupRetentionSeconds <= 3_155_760_000))
    throw new RangeError("backupRetentionSeconds is 0 to 3,155,760,000.");
  const worker: Actor = { kind: "service", id: "erasure", organisation };
  return { ...options, organisation, keyCacheSeconds, owns, backupRetentionSeconds, worker };
}
