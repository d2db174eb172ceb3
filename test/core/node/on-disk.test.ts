import { mkdtempSync, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { localKeyWrap } from "@throughline/core";
import { afterAll, beforeEach, expect, test, vi } from "vitest";

const steps = vi.hoisted(() => [] as string[]);

// No test can pull the plug, but what is written, named and made to last, and in which order, can be seen.
vi.mock("node:fs/promises", async (actual) => {
  const real = await actual<typeof import("node:fs/promises")>();
  const kindOf = (path: unknown) => {
    const name = basename(String(path));
    return extname(name) || (["size", "1", "outer", "tile"].includes(name) ? name : "folder");
  };
  const noting = (path: unknown, handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get(target, verb): unknown {
        const member: unknown = Reflect.get(target, verb);
        if (typeof member !== "function") return member;
        return (...given: readonly unknown[]): unknown => {
          if (["write", "writeFile", "sync"].includes(String(verb)))
            steps.push(`${String(verb)} ${kindOf(path)}`);
          return Reflect.apply(member, target, given);
        };
      },
    });
  return {
    ...real,
    open: async (...given: Parameters<typeof real.open>) => noting(given[0], await real.open(...given)),
    link: async (from: string, to: string) => {
      steps.push(`name ${kindOf(to)}`);
      await real.link(from, to);
    },
    rename: async (from: string, to: string) => {
      steps.push(`name ${kindOf(to)}`);
      await real.rename(from, to);
    },
  };
});

// Modules that another test has loaded already know the real one.
vi.resetModules();
const { fileHeads, fileTiles, fileTombstones, fileVault } = await import("@throughline/core/node");

const root = mkdtempSync(join(tmpdir(), "throughline-on-disk-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  steps.length = 0;
});

const tombstone = { subject: "p-1", destroyedAt: "2026-11-23T10:00:00.000Z" };

test("a key is on the disk before it has a name, and its name before it is handed out", async () => {
  const vault = fileVault({
    folder: join(root, "outer", "vault"),
    wrap: localKeyWrap({ id: "m", key: new Uint8Array(32) }),
  });
  await vault.obtain("p-0");
  // Its folder was made first, with the one above it.
  expect(steps.slice(0, 2)).toEqual(["sync outer", "sync folder"]);
  steps.length = 0;
  await vault.obtain("p-1");
  expect(steps).toEqual(["writeFile .draft", "sync .draft", "name .key", "sync folder"]);
  steps.length = 0;
  await vault.obtain("p-1");
  expect(steps).toEqual(["sync folder"]);
  steps.length = 0;
  await vault.destroy("p-1");
  const made = ["writeFile .draft", "sync .draft", "name .gone", "sync folder"];
  expect(steps.slice(0, 7)).toEqual([...made, "write .key", "sync .key", "sync folder"]);
  expect(steps.at(-1)).toBe("sync folder");
});

test("a tombstone and a head are on the disk, with their file's name, before they are acknowledged", async () => {
  await fileTombstones({ file: join(root, "erased.book") }).add(tombstone);
  expect(steps).toEqual(["write .book", "sync .book", "sync folder"]);
  steps.length = 0;
  expect(await fileHeads({ file: join(root, "heads.log") }).append({ place: 1, document: "a" })).toBe(true);
  expect(steps).toEqual(["write .log", "sync .log", "sync folder"]);
});

test("tiles are on the disk before the size that promises them", async () => {
  const tiles = fileTiles({ folder: join(root, "tiles") });
  await tiles.append("log", [{ level: 0, number: 0, hashes: new Uint8Array(32) }], 1);
  expect(steps.slice(-8)).toEqual([
    "writeFile .draft",
    "sync .draft",
    "name 1",
    "sync .p",
    "writeFile .draft",
    "sync .draft",
    "name size",
    "sync folder",
  ]);
  // Five folders were made: each has its name in the one above it.
  const folder = "sync folder";
  expect(steps.slice(0, -8)).toEqual([folder, "sync tile", folder, folder, folder]);
});
