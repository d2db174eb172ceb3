import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { memoryLedger } from "@throughline/core";
import { fileHeads, fileTiles } from "@throughline/core/node";
import { tileStoreLaws } from "@throughline/core/testing";
import { describe, expect, test } from "vitest";
import { edgeAt } from "../../../packages/core/src/transparency/edge.js";
import { edgeOf } from "../../../packages/core/src/transparency/tile.js";
import { rootAt } from "../../../packages/core/src/transparency/tile-reader.js";
import { all } from "../support.js";
import { hex, leavesOf, naiveRoot, platform } from "../transparency/naive.js";
import { commitMany, open, rootOf, world } from "../transparency/support.js";
import { freshFolder } from "./support.js";

describe("tiles in files", async () => {
  const tiles = fileTiles({ folder: join(await freshFolder(), "tiles") });
  test.each(tileStoreLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(tiles)).resolves.toBeUndefined();
  });
});

test("a log in files, reopened each time, under the names of tlog-tiles", async () => {
  const folder = await freshFolder();
  const on = { ...(await world(600)), ledger: memoryLedger() };
  await commitMany(on.ledger, 600);
  const reopened = () =>
    open({
      ...on,
      tiles: fileTiles({ folder: join(folder, "tiles") }),
      heads: fileHeads({ file: join(folder, "heads") }),
    });
  await reopened().sign();
  const [base = ""] = (await readdir(join(folder, "tiles"))).filter((name) => name.startsWith("log-"));
  const names = await readdir(join(folder, "tiles", base), { recursive: true });
  expect(names.filter((name) => /\d$/.test(name)).sort()).toEqual(
    ["tile/0", "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1", "tile/1/000.p/2"].sort(),
  );
  await commitMany(on.ledger, 200);
  const { head } = await reopened().sign();
  expect([head.size, head.root]).toEqual([800, await rootOf(on.ledger)]);
  const later = await readdir(join(folder, "tiles", base, "tile", "0"));
  expect(later.sort()).toEqual(["000", "001", "002", "002.p", "003.p"]);
  expect(await readdir(join(folder, "tiles", base, "tile", "0", "002.p"))).toEqual([]);
  const [event] = (await all(on.ledger.follow())).slice(-1);
  const proof = await reopened().prove({ record: event?.record ?? "x/y", version: 1 });
  expect(proof.sequence).toBe(800);
  expect((await reopened().audit()).faults).toEqual([]);
});

test("killed while it grows, again and again, a tree goes on from what is kept", async () => {
  const folder = await freshFolder();
  const script = new URL("grow-tiles.ts", import.meta.url).pathname;
  const args = ["--conditions=@throughline/source", "--import", "tsx", script, folder];
  for (let round = 0; round < 3; round += 1) {
    const grower = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    for (let told = 0; told <= round * 2; told += 1) await once(grower.stdout, "data");
    grower.kill("SIGKILL");
    await once(grower, "close");
  }
  const tiles = fileTiles({ folder });
  const size = await tiles.size("log");
  expect(size).toBeGreaterThan(0);
  const leaves = leavesOf(4000);
  expect(hex(await rootAt(tiles, "log", size, platform))).toBe(hex(naiveRoot(leaves.slice(0, size))));
  const places = edgeOf(size);
  const kept = await tiles.read("log", places);
  const edge = edgeAt(
    size,
    places.map((place, at) => ({ ...place, hashes: kept[at] ?? new Uint8Array(0) })),
    platform,
  );
  for (const leaf of leaves.slice(size)) edge.add(leaf);
  expect(await tiles.append("log", edge.take(), 4000)).toBe(true);
  expect(hex(await rootAt(tiles, "log", 4000, platform))).toBe(hex(naiveRoot(leaves)));
  expect(
    (await readFile(join(folder, `log-${Buffer.from("log").toString("base64url")}`, "size"))).toString(),
  ).toBe("4000");
});

test("an event is located where its whole hash stands, within the size", async () => {
  const tiles = fileTiles({ folder: await freshFolder() });
  const leaf = Uint8Array.from({ length: 32 }, (_, n) => n + 1);
  const late = new Uint8Array(32).fill(99);
  const hashes = new Uint8Array(5 * 32);
  // The hash stands across two others as well, before its place.
  hashes.set(leaf, 16);
  hashes.set(leaf, 3 * 32);
  hashes.set(late, 4 * 32);
  expect(await tiles.append("log", [{ level: 0, number: 0, hashes }], 4)).toBe(true);
  expect(await tiles.locate("log", leaf)).toBe(3);
  expect(await tiles.locate("log", hashes.slice(0, 32))).toBe(0);
  expect(await tiles.locate("log", late)).toBeUndefined();
  expect(await tiles.append("log", [], 5)).toBe(true);
  expect(await tiles.locate("log", late)).toBe(4);
});

test("the last document is kept beside the tiles", async () => {
  const tiles = fileTiles({ folder: await freshFolder() });
  const head = { place: 1, document: "d1" };
  expect(await tiles.keep(head, undefined)).toBe(true);
  expect(await tiles.kept()).toEqual(head);
});
