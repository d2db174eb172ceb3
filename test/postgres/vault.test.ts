import { isThroughlineError, isTombstone, localKeyWrap, type Vault } from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { droppingProxy } from "./proxy.js";
import { all, codeOf, onDatabase, onServer, source, wrap } from "./support.js";

const fresh = () => `p-${crypto.randomUUID()}`;

async function keyOf(vault: Vault, subject: string) {
  const found = await vault.obtain(subject);
  if (isTombstone(found)) throw new Error("It was destroyed.");
  return found;
}

describe.skipIf(postgresUrl === undefined)("a vault on a server", () => {
  let store: Postgres;
  let vault: Vault;
  let url: string;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, url, end } = await onServer({ connections: 16, patienceMs: 20_000 }));
    vault = store.vault({ wrap });
  });
  afterAll(() => end());

  const rowOf = async (subject: string) =>
    (await onDatabase(url, "select * from throughline.vault where subject = $1", [subject]))[0];

  test("keeps no key as it is: only wrapped, with the name of what wrapped it", async () => {
    const subject = fresh();
    const { id, bytes } = await keyOf(vault, subject);
    const row = await rowOf(subject);
    expect(row).toMatchObject({ subject, key_id: id, wrap: "master-1", destroyed_at: null });
    const wrapped = Buffer.from(String(row?.["wrapped"]), "base64");
    expect(wrapped.includes(Buffer.from(bytes))).toBe(false);
    expect(wrapped).toHaveLength(12 + 32 + 16);
  });

  test("overwrites what it destroys, and leaves the date alone, by the database's clock", async () => {
    const subject = fresh();
    await vault.obtain(subject);
    const { now } = await store.ledger.get("note/none");
    const { destroyedAt } = await vault.destroy(subject);
    expect(destroyedAt >= now && destroyedAt <= (await store.ledger.get("note/none")).now).toBe(true);
    const nothing = { key_id: null, wrap: null, wrapped: null };
    expect(await rowOf(subject)).toEqual({ subject, ...nothing, destroyed_at: destroyedAt });
  });

  test("a row put in another subject's place, or altered, opens nothing", async () => {
    const [mine, other] = [fresh(), fresh()];
    await keyOf(vault, mine);
    await keyOf(vault, other);
    const set = (sql: string) =>
      onDatabase(url, `update throughline.vault set ${sql} where subject = $1`, [mine]);
    await set(
      `(key_id, wrapped) = (select key_id, wrapped from throughline.vault where subject = '${other}')`,
    );
    expect(await codeOf(vault.obtain(mine))).toBe("vault/wrong-wrap");
    await set("wrapped = 'x'");
    expect(await codeOf(vault.find(mine))).toBe("vault/wrong-wrap");
    await set("wrap = 'master-9'");
    expect(await codeOf(vault.find(mine))).toBe("vault/wrong-wrap");
    // Nobody needs the key to destroy it.
    expect(await vault.destroy(mine)).toMatchObject({ subject: mine });
  });

  test("a new master key in front wraps what is new and opens what is old; without the old one nothing is old", async () => {
    const [before, after] = [fresh(), fresh()];
    const old = await keyOf(vault, before);
    const second = localKeyWrap({ id: "master-2", key: new Uint8Array(32).fill(2) });
    const turned = store.vault({ wrap: [second, wrap] });
    expect(await turned.obtain(before)).toEqual(old);
    await turned.obtain(after);
    expect(await rowOf(after)).toMatchObject({ wrap: "master-2" });
    expect(await codeOf(store.vault({ wrap: second }).obtain(before))).toBe("vault/wrong-wrap");
    expect(() => store.vault({ wrap: [] })).toThrow(RangeError);
  });

  /** The negative control: looks, and writes if there is nothing. */
  async function naively(subject: string): Promise<string> {
    const [row] = await onDatabase(url, "select key from naive_keys where subject = $1", [subject]);
    if (row) return String(row["key"]);
    const key = crypto.randomUUID();
    await onDatabase(
      url,
      "insert into naive_keys values ($1, $2) on conflict (subject) do update set key = excluded.key",
      [subject, key],
    );
    return key;
  }

  test("of many who ask at once, on many connections, all get one key; looking first, the naive way, makes several", async () => {
    await onDatabase(url, "create table naive_keys (subject text primary key, key text)");
    const second = await createPostgres({ connection: { url }, source });
    const vaults = [vault, second.vault({ wrap })];
    let naiveDoubles = 0;
    for (let round = 0; round < 20; round += 1) {
      const subject = fresh();
      const keys = await Promise.all(
        Array.from({ length: 24 }, (_, at) => keyOf(vaults[at % 2] as Vault, subject)),
      );
      expect(new Set(keys.map(({ id, bytes }) => `${id} ${bytes.join()}`)).size).toBe(1);
      const naive = await Promise.all(Array.from({ length: 4 }, () => naively(subject)));
      if (new Set(naive).size > 1) naiveDoubles += 1;
    }
    expect(naiveDoubles).toBeGreaterThan(0);
    await second.close();
  });

  test("an obtain that waits for a destruction, or comes between its looks, gives the tombstone", async () => {
    for (const had of [true, false]) {
      const subject = fresh();
      if (had) await vault.obtain(subject);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query("begin");
      await client.query("select throughline.destroy_key($1, '2026-01-01T00:00:00.000Z')", [subject]);
      const obtaining = vault.obtain(subject);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await client.query("commit");
      await client.end();
      const found = await obtaining;
      // With a key there is nothing to wait for: what began before the destruction was acknowledged may have it.
      if (!had) expect(found).toEqual({ subject, destroyedAt: "2026-01-01T00:00:00.000Z" });
      expect(isTombstone(await vault.obtain(subject))).toBe(true);
    }
  });

  test("a key destroyed while it is being unwrapped, or another's while one is being wrapped, is not handed out", async () => {
    const subject = fresh();
    await vault.obtain(subject);
    const slow = store.vault({
      wrap: {
        ...wrap,
        unwrap: async (wrapped, context) => {
          const bytes = await wrap.unwrap(wrapped, context);
          await vault.destroy(subject);
          return bytes;
        },
      },
    });
    expect(isTombstone(await slow.obtain(subject))).toBe(true);
    const other = fresh();
    const late = store.vault({
      wrap: {
        ...wrap,
        wrap: async (key, context) => {
          await vault.destroy(other);
          return wrap.wrap(key, context);
        },
      },
    });
    expect(isTombstone(await late.obtain(other))).toBe(true);
    expect(await rowOf(other)).toMatchObject({ wrapped: null });
  });

  test("a reply lost after obtain or destroy is found again: one key, one date", async () => {
    const proxy = await droppingProxy(url);
    const through = await createPostgres({ connection: { url: proxy.url }, source, connections: 1 });
    const far = through.vault({ wrap });
    const subject = fresh();
    proxy.loseReplyTo("keep_key");
    const key = await keyOf(far, subject);
    expect(proxy.lost()).toBe(1);
    expect(await vault.obtain(subject)).toEqual(key);
    proxy.loseReplyTo("destroy_key");
    const tombstone = await far.destroy(subject);
    expect(proxy.lost()).toBe(2);
    expect(await vault.find(subject)).toEqual(tombstone);
    await through.close();
    await proxy.close();
  });

  test("backends ended in the middle lose no acknowledged key and no tombstone", async () => {
    let isOver = false;
    let ended = 0;
    const killing = (async () => {
      while (!isOver) {
        const rows = await onDatabase(
          url,
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database() and random() < 0.4",
        );
        ended += rows.length;
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })();
    const subjects = Array.from({ length: 120 }, fresh);
    const kept = await Promise.all(
      subjects.map(async (subject, at) => {
        const key = await keyOf(vault, subject);
        return at % 2 === 0 ? key : vault.destroy(subject);
      }),
    );
    isOver = true;
    await killing;
    expect(ended).toBeGreaterThan(0);
    for (const [at, subject] of subjects.entries()) expect(await vault.obtain(subject)).toEqual(kept[at]);
  });

  test("where the server cannot be reached it is the vault that is unavailable", async () => {
    const proxy = await droppingProxy(url);
    const through = await createPostgres({ connection: { url: proxy.url }, source, patienceMs: 50 });
    const far = through.vault({ wrap });
    proxy.shut();
    const works = [
      () => far.obtain("p-1"),
      () => far.find("p-1"),
      () => far.destroy("p-1"),
      () => all(far.tombstones()),
    ];
    for (const work of works) expect(await codeOf(work())).toBe("vault/unavailable");
    await through.close();
    await proxy.close();
  });

  test("a connection that was set not to wait for the disk may neither make a key nor destroy one", async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    pool.on("error", () => {});
    const unsafe = await createPostgres({ connection: { pool }, source });
    const keys = unsafe.vault({ wrap });
    const subject = fresh();
    for (const work of [() => keys.obtain(subject), () => keys.destroy(subject)]) {
      // The pool closes a connection that a statement failed on.
      await pool.query("set synchronous_commit = off");
      expect(await codeOf(work())).toBe("postgres/unsafe-setting");
    }
    expect(await vault.find(subject)).toBeUndefined();
    await unsafe.close();
    await pool.end();
  });

  test("more tombstones than a page are told once each", async () => {
    const own = await onServer();
    const keys = own.store.vault({ wrap });
    await onDatabase(
      own.url,
      "insert into throughline.vault (subject, destroyed_at) select 'p-' || n, '2026-01-01T00:00:00.000Z' from generate_series(1, 1203) n",
    );
    await keys.obtain("living");
    const told = await all(keys.tombstones());
    expect(told).toHaveLength(1203);
    expect(new Set(told.map(({ subject }) => subject)).size).toBe(1203);
    await own.end();
  });

  test.each([
    "update throughline.vault set destroyed_at = null, key_id = 'k', wrap = 'w', wrapped = 'x' where destroyed_at is not null",
    "update throughline.vault set destroyed_at = '2027-01-01T00:00:00.000Z' where destroyed_at is not null",
    "delete from throughline.vault where destroyed_at is not null",
    "delete from throughline.vault",
    "truncate throughline.vault",
  ])("even the owner is stopped who does by mistake: %s", async (sql) => {
    const subject = fresh();
    const tombstone = await vault.destroy(subject);
    await expect(onDatabase(url, sql)).rejects.toMatchObject({ code: "TL006" });
    expect(await vault.find(subject)).toEqual(tombstone);
  });

  test("a row is a key or a tombstone, and no key of the organisation is a tombstone", async () => {
    const insert = (columns: string) => onDatabase(url, `insert into throughline.vault ${columns}`);
    for (const columns of [
      "(subject) values ('half')",
      "(subject, key_id, wrap, wrapped, destroyed_at) values ('both', 'k', 'w', 'x', '2026-01-01T00:00:00.000Z')",
      "(subject, destroyed_at) values ('undated', 'soon')",
      "(subject, destroyed_at) values ('~lookup', '2026-01-01T00:00:00.000Z')",
    ])
      await expect(insert(columns)).rejects.toMatchObject({ code: "23514" });
    await vault.obtain("~lookup");
    await expect(onDatabase(url, "select throughline.destroy_key('~lookup', null)")).rejects.toMatchObject({
      code: "23514",
    });
    expect(await codeOf(vault.destroy("~lookup"))).toBe("vault/reserved-subject");
  });
});

test("a vault may be in another database than the ledger: nothing of it is in the ledger's", async () => {
  const [records, keys] = await Promise.all([createPostgres({ source }), createPostgres({ source })]);
  const subject = fresh();
  const key = await keys.vault({ wrap }).obtain(subject);
  expect(await keys.vault({ wrap }).find(subject)).toEqual(key);
  expect(await records.vault({ wrap }).find(subject)).toBeUndefined();
  const refused = await keys
    .vault({ wrap: localKeyWrap({ id: "master-1", key: new Uint8Array(32).fill(9) }) })
    .find(subject)
    .catch((error: unknown) => error);
  expect(isThroughlineError(refused, "vault/wrong-wrap")).toBe(true);
  expect(String(refused)).not.toContain(subject);
  await Promise.all([records.close(), keys.close()]);
});
