import { createPostgres } from "@throughline/postgres";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { openPg, pgDriver } from "../../packages/postgres/src/pg-driver.js";
import { freshDatabase, postgresUrl } from "../support/postgres.js";
import { change, freshRecord, source } from "./support.js";

describe.skipIf(postgresUrl === undefined)("on a server", () => {
  test("a transaction that throws is undone, and its connection is not used again", async () => {
    const { url, drop } = await freshDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const driver = pgDriver(pool);
    const pid = async () => (await pool.query("select pg_backend_pid() as pid")).rows[0].pid as number;
    const before = await pid();
    const failing = driver.transaction(async (execute) => {
      await execute("create table never (x int); insert into never values (1)");
      throw new RangeError("enough");
    });
    await expect(failing).rejects.toThrow("enough");
    expect(await pid()).not.toBe(before);
    const rows = await driver.query({ name: "look", text: "select to_regclass($1) is null as none" }, [
      "never",
    ]);
    expect(rows).toEqual([{ none: true }]);
    await pool.end();
    await drop();
  });

  test("a pool that was handed in is left open; one that was made is ended", async () => {
    const { url, drop } = await freshDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    const store = await createPostgres({ connection: { pool }, source });
    await store.ledger.commit([change(freshRecord())]);
    await store.close();
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await pool.end();
    const own = await openPg(url, 1);
    await own.close();
    await expect(own.query({ name: "one", text: "select 1" }, [])).rejects.toThrow("pool");
    await drop();
  });
});
