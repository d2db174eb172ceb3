import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  filesOf,
  reaching,
  readKey,
  readTombstone,
  scrub,
  tombstonesIn,
  writtenKey,
} from "../../../packages/core/src/node/vault-files.js";
import { all, refusal } from "../support.js";

const root = mkdtempSync(join(tmpdir(), "throughline-vault-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("names of files tell nothing of the subject, and are each subject's own", () => {
  const { key, gone } = filesOf(root, "../p-1");
  expect([key, gone].map((file) => file.slice(root.length))).toEqual([
    expect.stringMatching(/^\/[0-9a-f]{64}\.key$/),
    expect.stringMatching(/^\/[0-9a-f]{64}\.gone$/),
  ]);
  expect(filesOf(root, "p-1").key).not.toBe(key);
});

test("a key comes back from its file; what is no key is damaged; nothing is nothing", async () => {
  const file = join(root, "a.key");
  expect(await readKey(file)).toBeUndefined();
  const stored = { id: "key_1", wrap: "m-1", wrapped: new Uint8Array([0, 250, 7]) };
  writeFileSync(file, writtenKey(stored));
  expect(await readKey(file)).toEqual(stored);
  for (const bad of ["", "\0\0\0", "{}", '{"id":"a","wrap":"b","wrapped":"?"}']) {
    writeFileSync(file, bad);
    expect(await readKey(file)).toBe("damaged");
  }
});

test("a damaged tombstone is not passed over", async () => {
  const file = join(root, "b.gone");
  expect(await readTombstone(file)).toBeUndefined();
  const tombstone = { subject: "p-1", destroyedAt: "2026-11-23T10:00:00.000Z" };
  writeFileSync(file, JSON.stringify(tombstone));
  expect(await readTombstone(file)).toEqual(tombstone);
  expect(await all(tombstonesIn(root))).toEqual([tombstone]);
  writeFileSync(file, "");
  expect(await refusal(() => readTombstone(file))).toMatchObject({
    code: "vault/unavailable",
    details: { reason: "a damaged tombstone" },
  });
  expect((await refusal(() => all(tombstonesIn(root)))).code).toBe("vault/unavailable");
});

test("a key that is scrubbed is overwritten before its file goes", async () => {
  const file = join(root, "c.key");
  writeFileSync(file, "secret");
  const { linkSync } = await import("node:fs");
  linkSync(file, join(root, "other name"));
  await scrub(file);
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(join(root, "other name"))).toEqual(Buffer.alloc(6));
  await expect(scrub(file)).resolves.toBeUndefined();
  await expect(scrub(root)).rejects.toThrow();
});

test("what the disk refuses is vault/unavailable; a mistake of ours stays what it is", async () => {
  const { readFile } = await import("node:fs/promises");
  const error = await refusal(() => reaching(() => readFile(join(root, "none"))));
  expect([error.code, error.details]).toEqual(["vault/unavailable", {}]);
  expect(error.cause).toMatchObject({ code: "ENOENT" });
  const ours = () => Promise.reject(new RangeError("x"));
  await expect(reaching(ours)).rejects.toThrow(RangeError);
  expect(await reaching(async () => 1)).toBe(1);
});
