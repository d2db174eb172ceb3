import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { verifyRecord } from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { all, change, codeOf, freshRecord, source } from "./support.js";

const root = mkdtempSync(join(tmpdir(), "throughline-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const open = (folder: string): Promise<Postgres> => createPostgres({ connection: { folder }, source });

/** Another process that opens the folder, says so, and waits to be ended. */
async function opener(folder: string): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const script = `
    import { createPostgres } from "@throughline/postgres";
    try {
      const store = await createPostgres({ connection: { folder: ${JSON.stringify(folder)} }, source: "urn:x" });
      for (let version = 0; version < 3; version += 1) await store.ledger.commit([{ record: "note/child", expectedVersion: version,
        law: 1, events: [{ type: "a.b", data: {} }], state: {}, keys: [], timers: [] }]);
      console.log("open");
    } catch (error) { console.log(error.code); }
    setInterval(() => {}, 1000);`;
  const tsx = resolve(import.meta.dirname, "../../node_modules/tsx/dist/cli.mjs");
  const file = join(import.meta.dirname, `.opener-${process.pid}-${Math.random().toString(36).slice(2)}.mts`);
  writeFileSync(file, script);
  const child = spawn(
    process.execPath,
    ["--conditions=@throughline/source", "--import", join(tsx, "../loader.mjs"), file],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const said = await new Promise<string>((done) =>
    child.stdout.once("data", (data: Buffer) => done(data.toString().trim())),
  );
  rmSync(file);
  return { child, said };
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await gone;
}

describe("a folder", () => {
  const folder = join(root, "kept");
  const record = freshRecord();
  let store: Postgres;
  beforeAll(async () => {
    store = await open(folder);
    await store.ledger.commit([change(record)]);
  }, 60_000);

  test("is refused to a second opener, in this process and in another", async () => {
    expect(await codeOf(open(folder))).toBe("postgres/folder-in-use");
    const { child, said } = await opener(folder);
    expect(said).toBe("postgres/folder-in-use");
    await ended(child);
    expect((await store.ledger.get(record)).record?.version).toBe(1);
  });

  test("keeps everything when it is closed and opened again", async () => {
    const [told] = await all(store.ledger.follow());
    await store.close();
    expect(readdirSync(folder)).toEqual(["data"]);
    store = await open(folder);
    expect(await verifyRecord(store.ledger, record)).toMatchObject({ verdict: "consistent", events: 1 });
    expect(await all(store.ledger.follow())).toEqual([told]);
    await store.close();
  });

  test("whose process was ended without warning is free, and what was committed is there", async () => {
    const { child, said } = await opener(folder);
    expect(said).toBe("open");
    expect(await codeOf(open(folder))).toBe("postgres/folder-in-use");
    await ended(child);
    const next = await open(folder);
    expect(await verifyRecord(next.ledger, "note/child")).toMatchObject({ verdict: "consistent", events: 3 });
    await next.close();
  });

  test.each([
    [
      "a process number that is another's by now",
      { host: hostname(), pid: process.pid, mark: "an earlier boot" },
      0,
      "done",
    ],
    ["a host that has been silent for a minute", { host: "elsewhere", pid: 1, mark: "" }, 60_000, "done"],
    [
      "a host that was there a second ago",
      { host: "elsewhere", pid: 1, mark: "" },
      1000,
      "postgres/folder-in-use",
    ],
    ["half a lock file", "{", 0, "done"],
  ])("with a lock of %s", async (_, holder, agoMs, outcome) => {
    const lock = join(folder, "lock-other.json");
    writeFileSync(lock, typeof holder === "string" ? holder : JSON.stringify(holder));
    const then = new Date(Date.now() - agoMs);
    utimesSync(lock, then, then);
    expect(await codeOf(open(folder).then((opened) => opened.close()))).toBe(outcome);
    rmSync(lock, { force: true });
    expect(readdirSync(folder)).toEqual(["data"]);
  });
});

test("a folder that cannot be written is refused by name", async () => {
  const file = join(root, "a-file");
  writeFileSync(file, "");
  expect(await codeOf(open(join(file, "below")))).toBe("postgres/folder-not-writable");
  expect(await codeOf(open(file))).toBe("postgres/folder-not-writable");
});
