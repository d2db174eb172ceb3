import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { headsIn, nothingRead, readOn } from "../../../packages/core/src/node/head-file.js";
import { all } from "../support.js";
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
