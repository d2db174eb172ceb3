import { fileTiles } from "@throughline/core/node";
import { edgeAt } from "../../../packages/core/src/transparency/edge.js";
import { edgeOf } from "../../../packages/core/src/transparency/tile.js";
import { leavesOf, platform } from "../transparency/naive.js";

/** Grows a tree by 37 leaves at a time until it is killed or has 4,000, and prints its size each time. */
const [folder = ""] = process.argv.slice(2);
const tiles = fileTiles({ folder });
const leaves = leavesOf(4000);
for (let size = await tiles.size("log"); size < leaves.length; ) {
  const places = edgeOf(size);
  const kept = await tiles.read("log", places);
  const edge = edgeAt(
    size,
    places.map((place, at) => ({ ...place, hashes: kept[at] ?? new Uint8Array(0) })),
    platform,
  );
  for (const leaf of leaves.slice(size, size + 37)) edge.add(leaf);
  size = edge.size();
  if (!(await tiles.append("log", edge.take(), size))) throw new Error("The kept tiles are of other leaves.");
  console.log(size);
}
