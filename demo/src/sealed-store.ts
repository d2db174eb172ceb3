import { join } from "node:path";
import { erasedSubjects, sealedLedger } from "@throughline/core";
import { fileTombstones, fileVault } from "@throughline/core/node";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { issuer } from "./department.js";
import type { Keys } from "./keys.js";

/**
 * Opens the department's store in a folder: the embedded database, its ledger sealed under keys of a vault beside it.
 *
 * A real department has a server in place of the folder, its vault in another database or at least out of the ledger's
 * backups, and its book of tombstones on another machine: see docs/operations.md.
 */
export async function openStore(folder: string, keys: Pick<Keys, "master">): Promise<Postgres> {
  const store = await createPostgres({ connection: { folder: join(folder, "database") }, source: issuer });
  const vault = fileVault({ folder: join(folder, "vault"), wrap: keys.master });
  const book = fileTombstones({ file: join(folder, "tombstones") });
  const tombstones = [erasedSubjects, () => book.all()];
  return { ...store, ledger: sealedLedger(store.ledger, vault, { source: issuer, tombstones }) };
}
