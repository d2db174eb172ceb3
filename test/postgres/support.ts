import {
  type Change,
  isThroughlineError,
  type KeyWrap,
  localKeyWrap,
  newId,
  type RecordId,
  recordOf,
} from "@throughline/core";
import { ledgerLaws, quotaLaws, timersLaws, vaultLaws } from "@throughline/core/testing";
import { createPostgres, type Postgres, type PostgresOptions } from "@throughline/postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deciderProofs } from "../core/deciders/proofs.js";
import { freshDatabase } from "../support/postgres.js";

/** The `source` of every event in these tests. */
export const source = "urn:example:work-and-careers";

/** Wraps the keys of these tests. */
export const wrap: KeyWrap = localKeyWrap({ id: "master-1", key: new Uint8Array(32).fill(1) });

/** A store on a database of its own, on the real server. */
export async function onServer(options: Partial<PostgresOptions> = {}): Promise<{
  readonly store: Postgres;
  readonly url: string;
  readonly end: () => Promise<void>;
}> {
  const { url, drop } = await freshDatabase();
  const store = await createPostgres({ connection: { url }, source, ...options });
  const end = async () => {
    await store.close();
    await drop();
  };
  return { store, url, end };
}

/** Everything that every store must keep, tried on one store. */
export function describeLaws(
  name: string,
  open: () => Promise<{ store: Postgres; end: () => Promise<void> }>,
): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.end());
    const laws = [...ledgerLaws, ...timersLaws, ...quotaLaws, ...deciderProofs];
    test.each(laws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
      await expect(law.run(opened.store)).resolves.toBeUndefined();
    });
    test.each(vaultLaws.map((law) => [law.name, law] as const))("vault: %s", async (_name, law) => {
      await expect(law.run(opened.store.vault({ wrap }))).resolves.toBeUndefined();
    });
  });
}

/** Runs one statement past the store: as an administrator or an attacker would. */
export async function onDatabase(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = values.length > 0 ? await client.query(sql, [...values]) : await client.query(sql);
    return result.rows ?? [];
  } finally {
    await client.end();
  }
}

/** "done", or the code of the error; anything without a code is thrown on. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isThroughlineError(error)) return error.code;
    throw error;
  }
}

/** The address of a record that does not exist yet. */
export function freshRecord(): RecordId {
  return recordOf("note", newId("nte"));
}

/** A change that writes one event. */
export function change(record: RecordId, expectedVersion = 0, parts: Partial<Change> = {}): Change {
  const n = expectedVersion + 1;
  const events = [{ type: "note.written", data: { n } }];
  return { record, expectedVersion, law: 1, events, state: { n }, keys: [], timers: [], ...parts };
}

/** Everything that an iterable gives. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
