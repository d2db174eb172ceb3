import { readFile } from "node:fs/promises";
import { isThroughlineError, type LedgerEvent } from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { all, change, codeOf, freshRecord, onDatabase, onServer, source } from "./support.js";

const migrations = new URL("../../packages/postgres/migrations/", import.meta.url);

describe.skipIf(postgresUrl === undefined)("the log on a server", () => {
  let store: Postgres;
  let url: string;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ store, url, end } = await onServer({ connections: 12, pollMs: 10 }));
  });
  afterEach(() => end());

  function checkOrder(told: readonly LedgerEvent[]): void {
    expect(told.map(({ position }) => position?.sequence)).toEqual(told.map((_, at) => at + 1));
    const versions = new Map<string, number>();
    for (const { record, version } of told) {
      expect(version).toBe((versions.get(record) ?? 0) + 1);
      versions.set(record, version);
    }
  }

  /** Commits inside a transaction of its own that stays open for a while, as a slow application would. */
  async function slowly(ms: number): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("begin");
    const record = freshRecord();
    const digest = "0".repeat(64);
    const parts = {
      partition: record,
      expected: 0,
      law: 1,
      bodies: ['{"specversion":"1.0"}'],
      digests: [digest],
    };
    const request = {
      locks: [[record, 0, 0]],
      changes: [{ record, ...parts, state: "{}", keys: "[]", timers: "[]", stateDigest: digest }],
    };
    await client.query("select throughline.commit_changes($1)", [JSON.stringify(request)]);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await client.query("commit");
    await client.end();
  }

  test("slow transactions and two sequencers at once: no event is lost, doubled, left out or turned round", async () => {
    let isOver = false;
    const sequencing = [1, 2].map(async () => {
      while (!isOver) {
        await store.sequence();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    });
    const ending = new AbortController();
    const live: LedgerEvent[] = [];
    const following = (async () => {
      for await (const entry of store.ledger.follow({ live: true, signal: ending.signal })) live.push(entry);
    })();
    const writing = Array.from({ length: 8 }, async () => {
      const record = freshRecord();
      for (let version = 0; version < 60; version += 1) await store.ledger.commit([change(record, version)]);
    });
    await Promise.all([...writing, ...[30, 80, 150, 220, 300, 5].map(slowly)]);
    isOver = true;
    await Promise.all(sequencing);
    const told = await all(store.ledger.follow());
    expect(told).toHaveLength(8 * 60 + 6);
    checkOrder(told);
    for (let waited = 0; live.length < told.length && waited < 5000; waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    ending.abort();
    await following;
    expect(live).toEqual(told);
    expect(await store.lag()).toEqual({ events: 0, seconds: 0 });
  });

  test("a cursor on an identity column, the naive way, leaves out what commits late", async () => {
    await onDatabase(url, "create table naive (id bigint generated always as identity, what text)");
    const slow = new pg.Client({ connectionString: url });
    await slow.connect();
    await slow.query("begin; insert into naive (what) values ('early, but slow')");
    await onDatabase(url, "insert into naive (what) values ('late, but quick')");
    const [first] = await onDatabase(url, "select max(id)::int as cursor from naive");
    await slow.query("commit");
    await slow.end();
    const seen = await onDatabase(url, "select what from naive where id > $1", [first?.["cursor"]]);
    expect(seen).toEqual([]);
  });

  test("lag counts what has no place yet", async () => {
    await store.ledger.commit([change(freshRecord())]);
    const { events, seconds } = await store.lag();
    expect(events).toBe(1);
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(seconds).toBeLessThan(30);
    expect(await store.sequence()).toBe(1);
    expect(await store.sequence()).toBe(0);
  });

  test("a sequencer that dies with its lock leaves everything to the next", async () => {
    await store.ledger.commit([change(freshRecord())]);
    const dying = new pg.Client({ connectionString: url });
    dying.on("error", () => {});
    await dying.connect();
    await dying.query("begin");
    await dying.query("select throughline.sequence_events(10, true)");
    expect(await store.sequence()).toBe(0);
    await dying.query("select pg_terminate_backend(pg_backend_pid())").catch(() => {});
    const told = await all(store.ledger.follow());
    expect(told).toHaveLength(1);
    checkOrder(told);
  });

  test("tables made anew in the same database are another log's home", async () => {
    await store.ledger.commit([change(freshRecord())]);
    const [told] = await all(store.ledger.follow());
    const [kept] = await onDatabase(url, "select home, id from throughline.log_identity");
    await onDatabase(
      url,
      `create table public.kept as table throughline.log_identity; drop table throughline.log_identity;
       alter table public.kept rename to log_identity; alter table public.log_identity set schema throughline;
       alter table throughline.log_identity alter only_one set default true, add primary key (only_one)`,
    );
    const notices: unknown[] = [];
    const again = await createPostgres({
      connection: { url },
      source,
      onNotice: (notice) => notices.push(notice),
    });
    const [anew] = await onDatabase(url, "select home, id from throughline.log_identity");
    expect(notices).toEqual([{ kind: "log-replaced", previousLog: kept?.["id"], log: anew?.["id"] }]);
    expect(anew?.["home"]).not.toBe(kept?.["home"]);
    expect(await codeOf(all(again.ledger.follow(told?.position ? { after: told.position } : {})))).toBe(
      "ledger/not-found",
    );
    await again.close();
  });

  test("a position is refused once the log no longer goes so far", async () => {
    for (let turn = 0; turn < 3; turn += 1) await store.ledger.commit([change(freshRecord())]);
    const told = await all(store.ledger.follow());
    const last = told.at(-1)?.position;
    if (last === undefined) throw new Error("One was told.");
    await onDatabase(url, "delete from throughline.log where sequence = 3");
    const refused = await all(store.ledger.follow({ after: last })).catch((error: unknown) => error);
    expect(isThroughlineError(refused, "ledger/not-found") && refused.details).toEqual(last);
  });

  test("a log that an earlier release opened stays open when its home is told by the tables as well", async () => {
    const earlier = await readFile(new URL("0003-sequencer.sql", migrations), "utf8");
    const [asItWas = ""] = /create function log_home.*?;/s.exec(earlier) ?? [];
    await onDatabase(
      url,
      `set search_path to throughline; drop function log_home(); ${asItWas}
       update log_identity set home = log_home(); delete from migrations where name = '0009-home-and-deadline.sql'`,
    );
    const look = () => onDatabase(url, "select id, home from throughline.log_identity");
    const [before] = await look();
    const notices: unknown[] = [];
    const again = await createPostgres({
      connection: { url },
      source,
      onNotice: (notice) => notices.push(notice),
    });
    const [after] = await look();
    expect(notices).toEqual([]);
    expect(after?.["id"]).toBe(before?.["id"]);
    expect(String(after?.["home"]).startsWith(`${String(before?.["home"])} `)).toBe(true);
    await again.close();
  });

  test("a database that came back somewhere else opens a new log and says so; old positions lead nowhere", async () => {
    await store.ledger.commit([change(freshRecord())]);
    const [told] = await all(store.ledger.follow());
    if (told?.position === undefined) throw new Error("One was told.");
    expect(await all(store.ledger.follow({ after: told.position }))).toEqual([]);
    await onDatabase(url, "update throughline.log_identity set home = 'the server before the restore'");
    const notices: unknown[] = [];
    const again = await createPostgres({
      connection: { url },
      source,
      onNotice: (notice) => notices.push(notice),
    });
    const [anew] = await all(again.ledger.follow());
    expect(anew?.position?.log).not.toBe(told.position.log);
    expect(notices).toEqual([
      { kind: "log-replaced", previousLog: told.position.log, log: anew?.position?.log },
    ]);
    expect(await codeOf(all(again.ledger.follow({ after: told.position })))).toBe("ledger/not-found");
    await again.close();
    const third = await createPostgres({
      connection: { url },
      source,
      onNotice: (notice) => notices.push(notice),
    });
    expect(notices).toHaveLength(1);
    await third.close();
  });
});
