import { isThroughlineError, LedgerError } from "@throughline/core";
import { createPostgres } from "@throughline/postgres";
import { describe, expect, test } from "vitest";
import { persistFor } from "../../packages/postgres/src/retry.js";
import { postgresUrl } from "../support/postgres.js";
import { droppingProxy } from "./proxy.js";
import { change, codeOf, freshRecord, onServer, source } from "./support.js";

const withCode = (code: string) => Object.assign(new Error("said by the database"), { code });

test("a lost race is run again, at most twenty times", async () => {
  let runs = 0;
  const persist = persistFor(0);
  expect(await persist(async () => (++runs < 4 ? Promise.reject(withCode("40P01")) : "done"))).toBe("done");
  expect(runs).toBe(4);
  runs = 0;
  const always = persist(async () => {
    runs += 1;
    throw withCode("40001");
  });
  expect(await codeOf(always)).toBe("ledger/unavailable");
  expect(runs).toBe(20);
});

test("a database that cannot be reached is tried until patience ends, and the cause is kept", async () => {
  const started = performance.now();
  const cause = withCode("ECONNREFUSED");
  const error = await persistFor(120)(() => Promise.reject(cause)).catch((caught: unknown) => caught);
  expect(isThroughlineError(error, "ledger/unavailable") && error.cause).toBe(cause);
  expect(performance.now() - started).toBeGreaterThanOrEqual(110);
  expect(performance.now() - started).toBeLessThan(2000);
});

test("what cannot get better is thrown at once", async () => {
  let runs = 0;
  const final = new LedgerError("ledger/conflict");
  const failed = persistFor(1000)(() => {
    runs += 1;
    return Promise.reject(final);
  });
  await expect(failed).rejects.toBe(final);
  expect(runs).toBe(1);
});

test("a server that is not there is ledger/unavailable at the start", async () => {
  const connection = { url: "postgres://nobody@127.0.0.1:1/none" };
  expect(await codeOf(createPostgres({ connection, source, patienceMs: 50 }))).toBe("ledger/unavailable");
});

describe.skipIf(postgresUrl === undefined)("on a server", () => {
  test("a database that goes away is ledger/unavailable, nothing is half-written, and it works when it is back", async () => {
    const { store: witness, url, end } = await onServer();
    const way = await droppingProxy(url);
    const store = await createPostgres({ connection: { url: way.url }, source, patienceMs: 100 });
    const [before, during, after] = [freshRecord(), freshRecord(), freshRecord()];
    await store.ledger.commit([change(before)]);
    way.shut();
    expect(await codeOf(store.ledger.commit([change(during)]))).toBe("ledger/unavailable");
    expect(await codeOf(store.ledger.get(before))).toBe("ledger/unavailable");
    expect(await codeOf(store.quota.take("k", { limit: 1, until: "2999-01-01T00:00:00.000Z" }))).toBe(
      "ledger/unavailable",
    );
    expect((await witness.ledger.get(during)).record).toBeUndefined();
    way.open();
    await store.ledger.commit([change(during), change(after)]);
    expect((await witness.ledger.get(during)).record?.version).toBe(1);
    await store.close();
    await way.close();
    await end();
  });
});
