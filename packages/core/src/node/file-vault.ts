import { resolve } from "node:path";
import type { SubjectId } from "../actor.js";
import { VaultError } from "../errors.js";
import { toInstant } from "../instant.js";
import { type KeyRing, keyRing } from "../key-ring.js";
import type { KeyWrap } from "../key-wrap.js";
import { checkDestroy, checkSubject, type Tombstone, type Vault, type VaultKey } from "../vault.js";
import { createFile, makeFolder, syncFolder } from "./durable.js";
import { filesOf, reaching, readKey, readTombstone, scrub, tombstonesIn, writtenKey } from "./vault-files.js";

/** How a vault of files is made. */
export interface FileVaultOptions {
  /** Where the files are. It is made with the first key, for its owner only. */
  readonly folder: string;
  /** Wraps the keys, the first of a list what is new. Give every one that was ever used. */
  readonly wrap: KeyWrap | readonly KeyWrap[];
  /** Dates the tombstones. Default: the machine's clock. */
  readonly clock?: () => Date;
}

interface Work {
  readonly folder: string;
  readonly ring: KeyRing;
}

/** A tombstone is looked for before a key is read and again after, so that one destroyed in between is not handed out. */
async function find({ folder, ring }: Work, subject: SubjectId): Promise<VaultKey | Tombstone | undefined> {
  const files = filesOf(folder, subject);
  const gone = await readTombstone(files.gone);
  if (gone) {
    await scrub(files.key);
    return gone;
  }
  const stored = await readKey(files.key);
  if (stored === undefined) return await readTombstone(files.gone);
  try {
    if (stored === "damaged")
      throw new VaultError("vault/key-missing", { details: { reason: "a damaged file" } });
    const key = await ring.open(subject, stored);
    return (await readTombstone(files.gone)) ?? key;
  } catch (error) {
    const tombstone = await readTombstone(files.gone);
    if (tombstone) return tombstone;
    throw error;
  }
}

async function obtain(work: Work, subject: SubjectId): Promise<VaultKey | Tombstone> {
  const { folder, ring } = work;
  const files = filesOf(folder, subject);
  for (;;) {
    const found = await find(work, subject);
    if (found) {
      // Somebody else may have made it a moment ago: what is sealed under it must not outlive it when the power fails.
      await syncFolder(folder);
      return found;
    }
    const { key, stored } = await ring.make(subject);
    if (!(await createFile(files.key, writtenKey(stored)))) continue;
    const gone = await readTombstone(files.gone);
    if (!gone) return key;
    await scrub(files.key);
    return gone;
  }
}

async function destroy({ folder }: Work, tombstone: Tombstone): Promise<Tombstone> {
  const files = filesOf(folder, tombstone.subject);
  const { subject, destroyedAt } = tombstone;
  await createFile(files.gone, Buffer.from(JSON.stringify({ subject, destroyedAt })));
  await scrub(files.key);
  await syncFolder(folder);
  return (await readTombstone(files.gone)) ?? tombstone;
}

/**
 * A vault of files on one machine: a file for each key, wrapped, and one for each tombstone. Several processes may share
 * the folder, for each file is made once and whole by a link that only one can make; the file system must be a local one
 * that has hard links. What was acknowledged is on the disk.
 *
 * Keep the folder out of the backups of the database, and put back only a copy that holds every tombstone: a tombstone
 * that is missing lets a key of an older copy count again. `fileTombstones` keeps them elsewhere too.
 *
 * Errors, besides the port's: `vault/unavailable` where the disk refuses or a tombstone is damaged; `vault/key-missing`
 * where a key's file is.
 */
export function fileVault({ folder, wrap, clock = () => new Date() }: FileVaultOptions): Vault {
  const work: Work = { folder: resolve(folder), ring: keyRing(wrap) };
  const ready = () => makeFolder(work.folder);
  return {
    async obtain(subject) {
      checkSubject(subject);
      return await reaching(async () => {
        await ready();
        return await obtain(work, subject);
      });
    },
    async find(subject) {
      checkSubject(subject);
      return await reaching(() => find(work, subject));
    },
    async destroy(subject, at) {
      checkDestroy(subject, at);
      return await reaching(async () => {
        await ready();
        return await destroy(work, { subject, destroyedAt: at ?? toInstant(clock()) });
      });
    },
    async *tombstones() {
      await reaching(ready);
      yield* tombstonesIn(work.folder);
    },
  };
}
