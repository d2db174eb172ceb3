import { isTombstone, verifyRecord } from "@throughline/core";
import { ledgerLaws, quotaLaws, timersLaws, vaultLaws } from "@throughline/core/testing";
import { createPostgres, grantApplicationRole, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase, postgresUrl } from "../support/postgres.js";
import { change, codeOf, freshRecord, onDatabase, source, wrap } from "./support.js";

describe.skipIf(postgresUrl === undefined)("an application role", () => {
  const suffix = Math.random().toString(36).slice(2, 10);
  const [owner, role] = [`owner_${suffix}`, `application_${suffix}`];
  let database: FreshDatabase;
  let url: string;
  let store: Postgres;

  const as = (user: string) => {
    const other = new URL(database.url);
    other.username = user;
    return other.href;
  };

  beforeAll(async () => {
    database = await freshDatabase();
    const name = new URL(database.url).pathname.slice(1);
    await onDatabase(
      database.url,
      `create role ${owner} login; create role ${role} login; grant create on database ${name} to ${owner}`,
    );
    // The owner is no superuser either.
    await (await createPostgres({ connection: { url: as(owner) }, source })).close();
    await grantApplicationRole({ connection: { url: as(owner) }, role });
    url = as(role);
    store = await createPostgres({ connection: { url }, source, migrate: false });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
    await onDatabase(postgresUrl ?? "", `drop role ${owner}; drop role ${role}`);
  });

  test("keeps every law", async () => {
    for (const law of [...ledgerLaws, ...timersLaws, ...quotaLaws]) await law.run(store);
    for (const law of vaultLaws) await law.run(store.vault({ wrap }));
    expect(await store.lag()).toBeDefined();
    expect(await store.inspect()).toEqual([]);
  }, 60_000);

  test.each([
    "update throughline.events set body = body",
    "delete from throughline.events",
    "truncate throughline.events",
    "insert into throughline.events select * from throughline.events",
    "update throughline.log set version = version",
    "delete from throughline.log",
    "update throughline.records set state = '{}'",
    "delete from throughline.pending",
    "update throughline.log_identity set id = 'x'",
    "alter table throughline.events disable trigger all",
    "drop table throughline.events",
    "create table throughline.mine (x int)",
    "create or replace function throughline.instant(at timestamptz) returns text language sql return 'x'",
    "update throughline.vault set destroyed_at = null, key_id = 'k', wrap = 'w', wrapped = 'x'",
    "update throughline.vault set wrapped = wrapped",
    "delete from throughline.vault",
    "truncate throughline.vault",
    "insert into throughline.vault (subject, destroyed_at) values ('p', '2026-01-01T00:00:00.000Z')",
    "alter table throughline.vault disable trigger all",
    "select throughline.write_timers('{}')",
    "select throughline.grant_application('public')",
  ])("may not: %s", async (sql) => {
    const record = freshRecord();
    await store.ledger.commit([change(record)]);
    await expect(onDatabase(url, sql)).rejects.toMatchObject({ code: "42501" });
    expect((await verifyRecord(store.ledger, record)).verdict).toBe("consistent");
  });

  test("brings back no destroyed key by the functions it may call", async () => {
    const vault = store.vault({ wrap });
    const key = await vault.obtain("p-back");
    const tombstone = await vault.destroy("p-back");
    expect(isTombstone(key)).toBe(false);
    await onDatabase(url, "select throughline.keep_key('p-back', 'k', 'master-1', 'eA==')");
    await onDatabase(url, "select throughline.destroy_key('p-back', '2000-01-01T00:00:00.000Z')");
    expect(await vault.obtain("p-back")).toEqual(tombstone);
  });

  test("cannot slip its own tables under the functions by its search path", async () => {
    const record = freshRecord();
    await onDatabase(
      url,
      `create temporary table records (like throughline.records including all);
       select throughline.commit_changes('{"locks": [], "changes": []}')`,
    );
    await store.ledger.commit([change(record)]);
    expect((await store.ledger.get(record)).record?.version).toBe(1);
  });

  test("a role without the grant gets nowhere, and says by which SQLSTATE", async () => {
    const other = `stranger_${suffix}`;
    await onDatabase(database.url, `create role ${other} login`);
    const opened = createPostgres({ connection: { url: as(other) }, source, migrate: false });
    expect(await codeOf(opened)).toBe("postgres/statement-failed");
    await onDatabase(database.url, `drop role ${other}`);
  });

  test("a role that does not exist, or looks like SQL, is refused", async () => {
    for (const name of ["nobody_at_all", 'x"; drop schema throughline cascade; --']) {
      const granted = grantApplicationRole({ connection: { url: as(owner) }, role: name });
      expect(await codeOf(granted)).toBe("postgres/statement-failed");
    }
    await expect(grantApplicationRole({ connection: { url }, role: "" })).rejects.toBeInstanceOf(RangeError);
  });
});
