import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepIn, keptIn } from "../../../packages/core/src/node/kept-file.js";
import { freshFolder } from "./support.js";

const head = (place: number) => ({ place, document: `d${place}` });

test("one document is kept, in one file", async () => {
  const folder = await freshFolder();
  expect(await keptIn(folder)).toBeUndefined();
  expect(await keepIn(folder, head(1), undefined)).toBe(true);
  expect(await keepIn(folder, head(2), head(1))).toBe(true);
  expect(await keptIn(folder)).toEqual({ turn: 2, head: head(2) });
  expect(await readdir(join(folder, "kept"))).toEqual(["2"]);
});

test("in place of what is not there any more nothing is kept", async () => {
  const folder = await freshFolder();
  await keepIn(folder, head(1), undefined);
  expect(await keepIn(folder, head(2), undefined)).toBe(false);
  expect(await keepIn(folder, head(2), head(7))).toBe(false);
  expect(await keepIn(folder, head(2), { place: 1, document: "another" })).toBe(false);
  expect((await keptIn(folder))?.head).toEqual(head(1));
});

test("an older turn that a crash left is not what is kept", async () => {
  const folder = await freshFolder();
  await mkdir(join(folder, "kept"));
  for (const turn of [9, 10]) {
    await writeFile(join(folder, "kept", String(turn)), JSON.stringify(head(turn)));
  }
  for (const name of [".half.draft", "x99", "99x"]) await writeFile(join(folder, "kept", name), "{");
  expect(await keptIn(folder)).toEqual({ turn: 10, head: head(10) });
});

test("a folder that cannot be read is not an empty one", async () => {
  const file = join(await freshFolder(), "file");
  await writeFile(file, "");
  await expect(keptIn(file)).rejects.toThrow("ENOTDIR");
});
