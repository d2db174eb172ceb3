import {
  checkDestroy,
  checkSubject,
  isThroughlineError,
  type KeyRing,
  type KeyWrap,
  keyRing,
  type SubjectId,
  type Tombstone,
  type Vault,
  VaultError,
  type VaultKey,
  type WrappedKey,
} from "@throughline/core";
import type { Row, SqlValue } from "./driver.js";
import type { Statements } from "./statements.js";
import type { Workbench } from "./workbench.js";

const pageSize = 500;

/** How a vault on PostgreSQL is made. */
export interface PostgresVaultOptions {
  /** Wraps the keys before they reach the database: the first of a list what is new, all of them open what is old. */
  readonly wrap: KeyWrap | readonly KeyWrap[];
}

interface VaultRow extends Row {
  readonly key_id: string;
  readonly wrap: string;
  readonly wrapped: string;
  readonly destroyed_at: string | null;
}

/** Asks in the vault's own words: what cannot be reached is the vault. */
async function ask<Expected extends Row>(
  bench: Workbench,
  name: keyof Statements,
  values: readonly SqlValue[],
): Promise<readonly Expected[]> {
  try {
    return await bench.ask<Expected>(name, values);
  } catch (error) {
    if (!isThroughlineError(error, "ledger/unavailable")) throw error;
    throw new VaultError("vault/unavailable", { cause: error });
  }
}

function storedIn({ key_id: id, wrap, wrapped }: VaultRow): WrappedKey {
  return { id, wrap, wrapped: new Uint8Array(Buffer.from(wrapped, "base64")) };
}

async function rowOf(bench: Workbench, subject: SubjectId): Promise<VaultRow | undefined> {
  return (await ask<VaultRow>(bench, "findKey", [subject]))[0];
}

/** Unwrapping takes its time, so the row is looked at once more: a key destroyed in between is not handed out. */
async function given(
  bench: Workbench,
  ring: KeyRing,
  subject: SubjectId,
  row: VaultRow,
): Promise<VaultKey | Tombstone> {
  if (row.destroyed_at !== null) return { subject, destroyedAt: row.destroyed_at };
  const key = await ring.open(subject, storedIn(row));
  const destroyedAt = (await rowOf(bench, subject))?.destroyed_at;
  if (typeof destroyedAt !== "string") return key;
  key.bytes.fill(0);
  return { subject, destroyedAt };
}

/** A key is wrapped before it is sent; sent again after a lost reply, it finds itself. Another's that came first counts. */
async function obtained(bench: Workbench, ring: KeyRing, subject: SubjectId): Promise<VaultKey | Tombstone> {
  const known = await rowOf(bench, subject);
  if (known) return given(bench, ring, subject, known);
  const { key, stored } = await ring.make(subject);
  const wrapped = Buffer.from(stored.wrapped).toString("base64");
  const [row] = await ask<VaultRow>(bench, "keepKey", [subject, stored.id, stored.wrap, wrapped]);
  if (!row) throw new VaultError("vault/unavailable");
  return row.key_id === key.id ? key : given(bench, ring, subject, row);
}

async function* tombstonesIn(bench: Workbench): AsyncGenerator<Tombstone> {
  for (let last = ""; ; ) {
    const page = await ask<Row & { readonly subject: SubjectId; readonly destroyed_at: string }>(
      bench,
      "tombstones",
      [last, pageSize],
    );
    for (const { subject, destroyed_at: destroyedAt } of page) {
      last = subject;
      yield { subject, destroyedAt };
    }
    if (page.length < pageSize) return;
  }
}

/** Subjects' keys as rows. A destroyed one leaves its row, which nothing brings back. */
export function vaultOf(bench: Workbench, { wrap }: PostgresVaultOptions): Vault {
  const ring = keyRing(wrap);
  return {
    async obtain(subject) {
      checkSubject(subject);
      return obtained(bench, ring, subject);
    },
    async find(subject) {
      checkSubject(subject);
      const row = await rowOf(bench, subject);
      return row && given(bench, ring, subject, row);
    },
    async destroy(subject, at) {
      checkDestroy(subject, at);
      const values = [subject, at ?? null];
      const [row] = await ask<Row & { readonly destroyed_at: string }>(bench, "destroyKey", values);
      if (!row) throw new VaultError("vault/unavailable");
      return { subject, destroyedAt: row.destroyed_at };
    },
    tombstones: () => tombstonesIn(bench),
  };
}
