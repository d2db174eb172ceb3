import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  createFile,
  makeFolder,
  readIfThere,
  replaceFile,
  syncFolder,
  systemCode,
} from "../../../packages/core/src/node/durable.js";

const root = mkdtempSync(join(tmpdir(), "throughline-durable-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const bytes = (text: string) => new TextEncoder().encode(text);

test("of many who make one file, one does, and it is whole", async () => {
  const folder = join(root, "a", "b");
  await makeFolder(folder);
  const file = join(folder, "one");
  const made = await Promise.all(Array.from({ length: 20 }, (_, n) => createFile(file, bytes(`by ${n}`))));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(readFileSync(file, "utf8")).toBe(`by ${made.indexOf(true)}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(["one"]);
});

test("a file is replaced whole", async () => {
  const file = join(root, "two");
  await replaceFile(file, bytes("first"));
  await replaceFile(file, bytes("second"));
  expect(await readIfThere(file)).toEqual(Buffer.from("second"));
});

test("what is not there is nothing; what cannot be read is an error", async () => {
  expect(await readIfThere(join(root, "none"))).toBeUndefined();
  writeFileSync(join(root, "file"), "");
  expect(await readIfThere(join(root, "file", "below"))).toBeUndefined();
  await expect(readIfThere(root)).rejects.toThrow();
  await expect(createFile(join(root, "none", "x"), bytes(""))).rejects.toThrow();
  await expect(syncFolder(join(root, "none"))).rejects.toThrow();
  expect([systemCode(new Error("x")), systemCode("x")]).toEqual(["", ""]);
});
