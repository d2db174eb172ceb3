import { memoryVault, type Store, sealedLedger } from "@throughline/core";
import { createPostgres } from "@throughline/postgres";
import { describe, expect, test } from "vitest";
import { mark } from "../core/sealing/support.js";
import { postgresUrl } from "../support/postgres.js";
import { all, change, describeLaws, freshRecord, onDatabase, onServer, source } from "./support.js";

const sealed = <Opened extends Store>(store: Opened): Opened => ({
  ...store,
  ledger: sealedLedger(store.ledger, memoryVault()),
});

describeLaws("the embedded database, in memory, sealed", async () => {
  const store = await createPostgres({ source });
  return { store: sealed(store), end: () => store.close() };
});

/** Everything that stands in the database, as text. */
async function dump(url: string): Promise<string> {
  const tables = await onDatabase(
    url,
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  const rows = await Promise.all(tables.map(({ name }) => onDatabase(url, `SELECT t::text FROM ${name} t`)));
  return JSON.stringify(rows);
}

describe.skipIf(postgresUrl === undefined)("on a server", () => {
  describeLaws("a PostgreSQL server, with twelve connections, sealed", async () => {
    const { store, end } = await onServer({ connections: 12 });
    return { store: sealed(store), end };
  });

  test.each([
    ["sealed", false],
    ["control: in the clear", true],
  ])("a canary in data, lookups and fingerprint, %s", async (_name, isFound) => {
    const { store, url, end } = await onServer();
    try {
      const { ledger } = isFound ? store : sealed(store);
      const data = { a: mark("p-1", { name: "canary" }) };
      const keys = [{ name: "email", value: "canary@example.com", unique: true }];
      const events = [{ type: "note.written", data }];
      const record = freshRecord();
      const options = { idempotencyKey: "k-1", fingerprint: "canary" };
      await ledger.commit([change(record, 0, { events, state: data, keys })], options);
      expect((await ledger.get(record)).record?.state).toEqual(data);
      expect(
        await all(ledger.find({ kind: "note", name: "email", value: "canary@example.com" })),
      ).toHaveLength(1);
      expect((await dump(url)).includes("canary")).toBe(isFound);
    } finally {
      await end();
    }
  });
});
