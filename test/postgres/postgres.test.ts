import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createPostgres } from "@throughline/postgres";
import { expect, test } from "vitest";
import { change, freshRecord, source } from "./support.js";

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
