import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { headsIn, nothingRead, readOn } from "../../../packages/core/src/node/head-file.js";
import { all, refusal } from "../support.js";
import { freshFolder } from "./support.js";

const line = (place: number) => `${JSON.stringify({ place, document: `d${place}` })}\n`;

test("a file is read on from where it was read to, by whole lines", async () => {
  const file = join(await freshFolder(), "heads");
  expect(await readOn(file, nothingRead)).toEqual({ now: nothingRead, added: [] });
  await writeFile(file, line(1) + line(2).slice(0, 9));
  const first = await readOn(file, nothingRead);
  expect(first.added.map(({ place }) => place)).toEqual([1]);
  await writeFile(file, line(1) + line(2) + line(2) + line(3));
  const second = await readOn(file, first.now);
  expect(second.added.map(({ place }) => place)).toEqual([2, 3]);
  expect(await readOn(file, second.now)).toEqual({ now: second.now, added: [] });
  expect(await all(headsIn(file))).toHaveLength(3);
});

test("another file in its place is read from its beginning, though it is longer", async () => {
  const file = join(await freshFolder(), "heads");
  await writeFile(file, line(1));
  const { now } = await readOn(file, nothingRead);
  const other = (place: number) => `${JSON.stringify({ place, document: `other ${place}` })}\n`;
  await writeFile(`${file}.new`, other(1) + other(2));
  await rename(`${file}.new`, file);
  expect((await readOn(file, now)).added.map(({ document }) => document)).toEqual(["other 1", "other 2"]);
});

test("a place that is missing is named, and a file that cannot be read is not one that is not there", async () => {
  const file = join(await freshFolder(), "heads");
  await writeFile(file, line(1) + line(3));
  expect((await refusal(() => readOn(file, nothingRead))).details).toEqual({ place: 2 });
  await expect(readOn(join(file, "below"), nothingRead)).rejects.toThrow("ENOTDIR");
});
