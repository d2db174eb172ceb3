import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replyForm } from "../../packages/postgres/src/reply-form.js";
import { postgresUrl } from "../support/postgres.js";
import { change, codeOf, freshRecord, onDatabase, onServer, source } from "./support.js";

describe.skipIf(postgresUrl === undefined)("a reply that is kept for a repeat", () => {
  let store: Postgres;
  let url: string;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, url, end } = await onServer());
  });
  afterAll(() => end());

  async function committed() {
    const changes = [change(freshRecord()), change(freshRecord())];
    const own = { idempotencyKey: crypto.randomUUID(), fingerprint: "f" };
    const commit = await store.ledger.commit(changes, own);
    const again = async () => ({
      commit: await codeOf(store.ledger.commit(changes, own)),
      committed: await codeOf(store.ledger.committed(own.idempotencyKey, "f")),
    });
    const alter = (expression: string) =>
      onDatabase(url, `update throughline.commits set reply = ${expression} where key = $1`, [
        own.idempotencyKey,
      ]);
    return { changes, own, commit, again, alter };
  }

  test("is given back while its events are there", async () => {
    const { changes, own, commit, again } = await committed();
    expect(await again()).toEqual({ commit: "done", committed: "done" });
    expect(await store.ledger.commit(changes, own)).toEqual({ ...commit, replayed: true });
    expect(await store.ledger.committed(own.idempotencyKey, "f")).toEqual({ ...commit, replayed: true });
  });

  test.each([
    ["another head", `replace(reply, '"head":"', '"head":"00')`],
    ["a head that is not there", `regexp_replace(reply, '"head":"[0-9a-f]{8}', '"head":"00000000')`],
    ["another version", `replace(reply, '"version":1', '"version":2')`],
    ["a version that no integer holds", `replace(reply, '"version":1', '"version":99999999999')`],
    ["another time", `replace(reply, '"time":"20', '"time":"19')`],
    ["no time", `replace(reply, '"time":"20', '"time":"x')`],
    ["no instant", `regexp_replace(reply, '"time":"[^"]+', '"time":"soon')`],
    ["a text that cannot be read", `replace(reply, '"record":"', '"record":"\\x')`],
    ["no records", `'{"time":"2026-01-01T00:00:00.000Z","records":[]}'`],
    ["nothing", "''"],
  ])("is refused where it tells of %s", async (_, expression) => {
    const { again, alter } = await committed();
    await alter(expression);
    const { committed: asked, commit } = await again();
    expect(asked).toBe("ledger/corrupt");
    expect(commit).not.toBe("done");
  });

  test("is no refusal either, whatever stands there", async () => {
    const { own, alter } = await committed();
    await alter(`'{"refused":"ledger/too-late","details":{}}'`);
    expect(await codeOf(store.ledger.committed(own.idempotencyKey, "f"))).toBe("ledger/corrupt");
  });
});

test("the embedded database reads the form as JavaScript does", async () => {
  const store = await createPostgres({ source });
  const own = { idempotencyKey: "k", fingerprint: "f" };
  await store.ledger.commit([change("note/1.a:b_c-d"), change("note/2")], own);
  expect((await store.ledger.committed("k", "f"))?.records).toHaveLength(2);
  expect(await store.inspect()).toEqual([]);
  expect(new RegExp(replyForm).test('{"time":"x","records":[]}')).toBe(false);
  await store.close();
});
