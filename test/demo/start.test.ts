import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { personal, storedLedger } from "@throughline/core";
import { afterAll, describe, expect, test } from "vitest";
import { keysIn } from "../../demo/src/keys.js";
import { openStore } from "../../demo/src/sealed-store.js";
import { root } from "../support/tree.js";

const place = mkdtempSync(join(tmpdir(), "throughline-start-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Starts the demo as `npm start` does and answers what it says until it ends or says where it is. */
async function start(env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const args = ["--conditions=@throughline/source", "--import", "tsx", "demo/src/main.ts"];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  let said = "";
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes("Stop with Ctrl+C")) child.kill("SIGTERM");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return await new Promise((resolve) => child.on("close", (code) => resolve({ code, said: said.trim() })));
}

describe("a start that cannot be says in one sentence what to do", () => {
  test.each(["abc", "99999", "-1", "80.5", "0x50"])("PORT=%s", async (PORT) => {
    const THROUGHLINE_DATA = join(place, "unused");
    expect(await start({ PORT, THROUGHLINE_DATA })).toEqual({
      code: 1,
      said: "PORT must be a number from 0 to 65535. Choose another: PORT=3001 npm start",
    });
    expect(existsSync(THROUGHLINE_DATA)).toBe(false);
  });

  test("a port that is taken; nothing is lost, and another port works", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const THROUGHLINE_DATA = join(place, "kept");
    const said = `Port ${port} is taken. Choose another: PORT=3001 npm start`;
    expect(await start({ PORT: String(port), THROUGHLINE_DATA })).toEqual({ code: 1, said });
    other.close();
    const keys = readFileSync(join(THROUGHLINE_DATA, "keys.json"), "utf8");
    const again = await start({ PORT: "0", THROUGHLINE_DATA });
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining("Find work support") as string });
    expect(readFileSync(join(THROUGHLINE_DATA, "keys.json"), "utf8")).toBe(keys);
  }, 120_000);

  test("a file where a folder is needed: for all data, above it, and for the database", async () => {
    const file = join(place, "file");
    writeFileSync(file, "");
    await keysIn(join(place, "half"));
    writeFileSync(join(place, "half", "database"), "");
    for (const folder of [file, join(file, "below"), join(place, "half")]) {
      const { code, said } = await start({ PORT: "0", THROUGHLINE_DATA: folder });
      expect(code).toBe(1);
      expect(said).toMatch(/^Data cannot be kept in .*THROUGHLINE_DATA=\.\/my-data npm start$/);
      expect(said).toContain(folder);
    }
  });
});

test("keys of another version: nothing is opened, and it is said where to begin", async () => {
  const folder = join(place, "older");
  await keysIn(folder);
  const { master, ...older } = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8"));
  expect(master).toMatch(/^[\w-]{43}$/);
  writeFileSync(join(folder, "keys.json"), JSON.stringify(older));
  const { code, said } = await start({ PORT: "0", THROUGHLINE_DATA: folder });
  expect([code, said]).toEqual([
    1,
    "The keys kept there are not those of this version. Keep its data in a new folder: THROUGHLINE_DATA=./my-data npm start",
  ]);
  expect(readdirSync(folder)).toEqual(["keys.json"]);
});

test("a store that is opened again has the keys of what it sealed, and keeps none of it plain", async () => {
  const folder = join(place, "sealed");
  const keys = await keysIn(folder);
  const data = { name: { ...personal("p-1", "Siân Morgan") } };
  const first = await openStore(folder, keys);
  await first.ledger.commit([
    {
      record: "note/1",
      expectedVersion: 0,
      law: 1,
      events: [{ type: "note.kept", data }],
      state: data,
      keys: [],
      timers: [],
    },
  ]);
  await first.close();
  const second = await openStore(folder, await keysIn(folder));
  const [open, stored] = [await second.ledger.get("note/1"), await storedLedger(second.ledger).get("note/1")];
  await second.close();
  expect(open.record?.state).toEqual(data);
  expect(Object.keys(stored.record?.state["name"] ?? {})).toEqual(["~sealed"]);
}, 120_000);

test("keys are there whole or not at all, the same for all who come at once", async () => {
  const folder = join(place, "keys");
  const kept = await Promise.all([keysIn(folder), keysIn(folder), keysIn(folder)]);
  expect(new Set(kept.map(({ cookie }) => cookie)).size).toBe(1);
  expect(readdirSync(folder)).toEqual(["keys.json"]);
});
