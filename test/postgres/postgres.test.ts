import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createPostgres } from "@throughline/postgres";
import pg from "pg";
import { expect, test } from "vitest";
import { freshDatabase, postgresUrl } from "../support/postgres.js";
import { change, freshRecord, source, wrap } from "./support.js";

test("neither the embedded database nor the driver is loaded before it is needed", () => {
  const script = `
    import { createPostgres } from "@throughline/postgres";
    if (typeof createPostgres !== "function") process.exit(2);
    const { Session } = await import("node:inspector/promises");
    const session = new Session(); session.connect();
    const loaded = []; session.on("Debugger.scriptParsed", ({ params }) => loaded.push(params.url));
    await session.post("Debugger.enable");
    const drivers = () => loaded.filter((url) => /node_modules\\/(pg|@electric-sql)\\//.test(url)).length;
    console.log(drivers());
    await import("pg");
    console.log(drivers() > 0);`;
  const loader = join(import.meta.dirname, "../../node_modules/tsx/dist/loader.mjs");
  const options = [
    "--conditions=@throughline/source",
    "--import",
    loader,
    "--input-type=module",
    "-e",
    script,
  ];
  const { stdout, stderr } = spawnSync(process.execPath, options, {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n")).toEqual(["0", "true"]);
});

test("two stores in memory know nothing of each other", async () => {
  const [one, two] = await Promise.all([createPostgres({ source }), createPostgres({ source })]);
  const record = freshRecord();
  const { records } = await one.ledger.commit([change(record)]);
  expect((await one.ledger.get(record)).record?.head).toBe(records[0]?.head);
  expect((await two.ledger.get(record)).record).toBeUndefined();
  await Promise.all([one.close(), two.close()]);
});

test("a store that was closed says so, whatever is asked of it and whatever is under it", async () => {
  const store = await createPostgres({ source });
  await Promise.all([store.close(), store.close()]);
  const works = [
    () => store.ledger.get("note/1"),
    () => store.ledger.commit([change(freshRecord())]),
    () => store.timers.take(),
    () => store.vault({ wrap }).obtain("p-1"),
    () => store.inspect(),
  ];
  for (const work of works) await expect(work()).rejects.toThrow(new TypeError("The store was closed."));
});

test.skipIf(postgresUrl === undefined)("so does one on a pool that goes on", async () => {
  const { url, drop } = await freshDatabase();
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", () => {});
  const store = await createPostgres({ connection: { pool }, source });
  await store.close();
  await expect(store.ledger.get("note/1")).rejects.toThrow(new TypeError("The store was closed."));
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await drop();
});
