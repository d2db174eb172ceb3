import { tileStoreLaws } from "@throughline/core/testing";
import { createTransparencyLog, memoryHeads, verifyInclusionProof } from "@throughline/core/transparency";
import { createPostgres, grantApplicationRole, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { platform } from "../core/transparency/naive.js";
import { commitMany, issuer, rootOf, signing, trusting } from "../core/transparency/support.js";
import { postgresUrl } from "../support/postgres.js";
import { all, change, codeOf, freshRecord, onDatabase, onServer, source } from "./support.js";

describe("tiles in the embedded database", () => {
  let store: Postgres;
  beforeAll(async () => {
    store = await createPostgres({ source });
  });
  afterAll(() => store.close());

  test.each(tileStoreLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(store.tiles)).resolves.toBeUndefined();
  });
});

describe.skipIf(postgresUrl === undefined)("on a server", () => {
  let opened: Awaited<ReturnType<typeof onServer>>;
  beforeAll(async () => {
    opened = await onServer();
  });
  afterAll(() => opened.end());

  test.each(tileStoreLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(opened.store.tiles)).resolves.toBeUndefined();
  });
});

/** A store on a database of its own, with a log over it. */
async function logged(events: number) {
  const opened = await onServer();
  const { key, signer } = await signing();
  const heads = memoryHeads();
  const verifier = trusting(key);
  const open = (store: Postgres = opened.store) =>
    createTransparencyLog({
      ledger: store.ledger,
      tiles: store.tiles,
      heads,
      signer,
      verifier,
      hash: platform,
    });
  await commitMany(opened.store.ledger, events);
  return { ...opened, open, verifier, heads };
}

describe.skipIf(postgresUrl === undefined)("a log on a server", () => {
  test("is grown by several at once, signed, proved and audited", async () => {
    const { store, open, verifier, end } = await logged(300);
    await Promise.all([open().grow(), open().grow(), commitMany(store.ledger, 50), open().grow()]);
    const record = freshRecord();
    await store.ledger.commit([change(record)]);
    const { head, document } = await open().sign();
    expect([head.size, head.root]).toEqual([351, await rootOf(store.ledger)]);
    const [event] = await all(store.ledger.history(record));
    const proof = await open().prove({ record, version: 1 });
    const claim = { head: document, proof, eventHash: event?.hash ?? "" };
    expect((await verifyInclusionProof(claim, { verifier, issuer })).size).toBe(351);
    expect((await open().audit()).faults).toEqual([]);
    await end();
  });

  test.each([
    [
      "an event's hash was rewritten, and its tree made anew",
      "update throughline.events set hash = repeat('ab', 32) where record = (select record from throughline.log where sequence = 5); truncate throughline.tiles, throughline.leaves, throughline.trees",
      "log/forked",
    ],
    [
      "an event's hash was rewritten among the newest",
      "update throughline.events set hash = repeat('ab', 32) where record = (select record from throughline.log where sequence = 30)",
      "log/forked",
    ],
    [
      "the end of the log was taken out, tree and all",
      "delete from throughline.log where sequence > 20; truncate throughline.tiles, throughline.leaves, throughline.trees",
      "log/rolled-back",
    ],
    [
      "the end of the log was taken out",
      "delete from throughline.log where sequence > 20",
      "log/rolled-back",
    ],
    [
      "the database came back somewhere else",
      "update throughline.log_identity set home = 'another server'",
      "log/ledger-replaced",
    ],
    [
      "a tile's bytes were changed at the edge",
      "update throughline.tiles set hashes = set_byte(hashes, 3, 255 - get_byte(hashes, 3)) where level = 0",
      "log/forked",
    ],
  ])("%s: nothing is signed until it is broken", async (_what, sql, code) => {
    const { url, open, heads, end } = await logged(40);
    const { head } = await open().sign();
    await onDatabase(url, sql);
    expect(await codeOf(open().sign())).toBe(code);
    expect((await all(heads.entries())).length).toBe(1);
    const { statement } = await open().breakLog({ reason: "It was altered for a test." });
    expect([`log/${statement.found.fault}`, statement.last?.root]).toEqual([code, head.root]);
    expect((await open().sign()).head.log).toBe(statement.log);
    await end();
  });

  test("set back to a dump of its own, with new events since", async () => {
    const { url, store, open, end } = await logged(20);
    await open().grow();
    await onDatabase(
      url,
      "create schema older; create table older.log as table throughline.log; create table older.events as table throughline.events",
    );
    await commitMany(store.ledger, 20);
    await open().sign();
    await onDatabase(
      url,
      "truncate throughline.log, throughline.events, throughline.tiles, throughline.leaves, throughline.trees, throughline.kept_head; insert into throughline.log table older.log; insert into throughline.events table older.events",
    );
    expect(await codeOf(open().sign())).toBe("log/rolled-back");
    await commitMany(store.ledger, 30);
    expect(await codeOf(open().sign())).toBe("log/forked");
    await end();
  });

  test("is kept by an application that can only read and call the functions", async () => {
    const { url, store, heads, open, end } = await logged(5);
    const role = `tiles_${Math.random().toString(36).slice(2, 10)}`;
    await onDatabase(url, `create role ${role} login`);
    await grantApplicationRole({ connection: { url }, role });
    const limited = new URL(url);
    limited.username = role;
    const application = await createPostgres({ connection: { url: limited.href }, source, migrate: false });
    await commitMany(application.ledger, 5);
    expect((await open(application).sign()).head.size).toBe(10);
    for (const law of tileStoreLaws) await law.run(application.tiles);
    for (const sql of [
      "update throughline.tiles set hashes = hashes",
      "delete from throughline.tiles",
      "insert into throughline.leaves values (1, '\\x00', 0)",
      "delete from throughline.kept_head",
      "update throughline.trees set size = 0",
    ]) {
      await expect(onDatabase(limited.href, sql)).rejects.toThrow("permission denied");
    }
    await application.close();
    expect(await heads.last()).toBeDefined();
    expect(await store.tiles.kept()).toBeDefined();
    await end();
    await onDatabase(postgresUrl ?? "", `drop role ${role}`);
  });
});
