import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  createFile,
  makeFolder,
  readIfThere,
  replaceFile,
  systemCode,
} from "../../../packages/core/src/node/durable.js";
import { freshFolder } from "./support.js";

const bytes = (text: string) => new TextEncoder().encode(text);

test("a file is replaced whole, readable by its owner only, and leaves no draft behind", async () => {
  const folder = await freshFolder();
  const file = join(folder, "one");
  await replaceFile(file, bytes("first"));
  await replaceFile(file, bytes("second"));
  expect(await readFile(file, "utf8")).toBe("second");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["one"]);
});

test("of many that make one file at once exactly one does", async () => {
  const folder = await freshFolder();
  const file = join(folder, "one");
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, at) => createFile(file, bytes(`writer ${at}`))),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await readFile(file, "utf8")).toBe(`writer ${made.indexOf(true)}`);
  expect(await readdir(folder)).toEqual(["one"]);
});

test("what is not there is undefined, what cannot be read is thrown", async () => {
  const folder = await freshFolder();
  await makeFolder(join(folder, "a", "b"));
  await makeFolder(join(folder, "a", "b"));
  expect(await readIfThere(join(folder, "a", "none"))).toBeUndefined();
  await replaceFile(join(folder, "file"), bytes("x"));
  expect(await readIfThere(join(folder, "file", "below"))).toBeUndefined();
  await expect(readIfThere(join(folder, "a"))).rejects.toThrow("EISDIR");
  await expect(createFile(join(folder, "none", "x"), bytes("x"))).rejects.toThrow("ENOENT");
  expect([systemCode(new Error("x")), systemCode("x")]).toEqual(["", ""]);
});
