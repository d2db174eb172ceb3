import { memoryTiles } from "@throughline/core/transparency";
import { expect, test } from "vitest";
import { edgeAt } from "../../../packages/core/src/transparency/edge.js";
import { inclusionSpans } from "../../../packages/core/src/transparency/span.js";
import { rootAt, spanHashes } from "../../../packages/core/src/transparency/tile-reader.js";
import { refusal } from "../support.js";
import { hexes, leavesOf, naivePath, platform } from "./naive.js";
import { watched } from "./support.js";

const leaves = leavesOf(1000);

async function grown() {
  const { store, counted } = watched(memoryTiles());
  const edge = edgeAt(0, [], platform);
  for (const leaf of leaves) edge.add(leaf);
  await store.append("log", edge.take(), leaves.length);
  return { store, counted };
}

test("each tile is read once, all at a time, also for an earlier size", async () => {
  const { store, counted } = await grown();
  const found = await spanHashes(store, "log", inclusionSpans(700, 900), platform);
  expect(hexes(found)).toEqual(hexes(naivePath(700, leaves.slice(0, 900))));
  expect(counted).toEqual({ reads: 1, tiles: 3 });
});

test("what is not kept, or not that wide, has no root", async () => {
  const { store } = await grown();
  for (const size of [1001, 1024, 70_000]) {
    expect((await refusal(() => rootAt(store, "log", size, platform))).code).toBe("log/not-grown");
  }
  expect((await refusal(() => rootAt(store, "another", 1, platform))).code).toBe("log/not-grown");
  await expect(rootAt(store, "log", 0, platform)).rejects.toThrow(RangeError);
});
