import { readdirSync, readFileSync } from "node:fs";
import { isThroughlineError } from "@throughline/core";
import { createPostgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase, postgresUrl } from "../support/postgres.js";
import { codeOf, onDatabase, source } from "./support.js";

const folder = new URL("../../packages/postgres/migrations/", import.meta.url);
const files = readdirSync(folder).sort();

test("migrations are numbered upwards from 1, each once, and published with the package", () => {
  const numbers = files.map((name) => Number(name.slice(0, 4)));
  expect(numbers[0]).toBe(1);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(files.every((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))).toBe(true);
  const manifest = readFileSync(new URL("../package.json", folder), "utf8");
  expect((JSON.parse(manifest) as { files: string[] }).files).toContain("migrations");
});

describe.skipIf(postgresUrl === undefined)("on a server", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const open = (schema: string, migrate = true) =>
    createPostgres({ connection: { url: database.url }, source, schema, migrate, connections: 2 });

  test("eight that start at once apply every migration once", async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => open("raced")));
    const rows = await onDatabase(database.url, "select name from raced.migrations order by number");
    expect(rows.map(({ name }) => name)).toEqual(files);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("an applied migration that differs from the released one is refused by name", async () => {
    await (await open("altered")).close();
    await onDatabase(database.url, "update altered.migrations set sha256 = repeat('0', 64) where number = 2");
    const refused = await open("altered").catch((error: unknown) => error);
    expect(isThroughlineError(refused, "postgres/migration-altered") && refused.details).toEqual({
      migration: files[1],
    });
  });

  test("a schema of a newer release is refused, and left as it is", async () => {
    await (await open("newer")).close();
    await onDatabase(
      database.url,
      "insert into newer.migrations (number, name, sha256) values (9999, 'x', 'y')",
    );
    expect(await codeOf(open("newer"))).toBe("postgres/newer-schema");
    expect(await onDatabase(database.url, "select count(*)::int as n from newer.migrations")).toEqual([
      { n: files.length + 1 },
    ]);
  });

  test("without leave to change the schema, a missing migration is named and nothing is made", async () => {
    expect(await codeOf(open("absent", false))).toBe("postgres/not-migrated");
    expect(await onDatabase(database.url, "select to_regnamespace('absent') is null as none")).toEqual([
      { none: true },
    ]);
  });

  test("a migration that fails half-way leaves nothing behind", async () => {
    // A table that is in the way of the first migration makes it fail.
    await onDatabase(database.url, "create schema blocked; create table blocked.events (x int)");
    expect(await codeOf(open("blocked"))).toBe("postgres/statement-failed");
    const tables = await onDatabase(
      database.url,
      "select tablename from pg_tables where schemaname = 'blocked'",
    );
    expect(tables).toEqual([{ tablename: "events" }]);
  });

  test("two schemas in one database do not see each other", async () => {
    const [one, two] = await Promise.all([open("one"), open("two")]);
    const change = {
      record: "note/1",
      expectedVersion: 0,
      law: 1,
      events: [{ type: "a.b", data: {} }],
    } as const;
    await one.ledger.commit([{ ...change, state: {}, keys: [], timers: [] }]);
    expect((await two.ledger.get("note/1")).record).toBeUndefined();
    expect((await one.ledger.get("note/1")).record?.version).toBe(1);
    await Promise.all([one.close(), two.close()]);
  });

  test("a schema name that would need quoting is refused before anything is asked", async () => {
    for (const schema of ["", "A", "1a", 'x"; drop table t', "x".repeat(41)]) {
      await expect(open(schema)).rejects.toBeInstanceOf(RangeError);
    }
  });
});
