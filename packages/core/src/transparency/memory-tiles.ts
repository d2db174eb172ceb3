import { bytesToHex } from "@noble/hashes/utils.js";
import type { KeptHead } from "./head-store.js";
import { hashLength, sameHash } from "./merkle.js";
import { hashesIn, type Tile, tileKey, tileWidth } from "./tile.js";
import type { TileStore } from "./tile-store.js";

interface Tree {
  size: number;
  readonly tiles: Map<string, Uint8Array>;
  readonly leaves: Map<string, number>;
}

/** Whether two tiles say the same as far as both go. */
export function agree(a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.min(a.length, b.length);
  return sameHash(a.subarray(0, length), b.subarray(0, length));
}

function keepTile(tree: Tree, tile: Tile): void {
  const key = tileKey(tile);
  const known = tree.tiles.get(key)?.length ?? 0;
  if (known >= tile.hashes.length) return;
  tree.tiles.set(key, tile.hashes.slice());
  if (tile.level > 0) return;
  const first = known / hashLength;
  hashesIn(tile.hashes, first, tile.hashes.length / hashLength - first).forEach((leaf, at) => {
    tree.leaves.set(bytesToHex(leaf), tile.number * tileWidth + first + at);
  });
}

/** Tiles in memory: for tests, examples and small tools. Everything is gone when the process ends. */
export function memoryTiles(): TileStore {
  const trees = new Map<string, Tree>();
  let kept: KeptHead | undefined;
  return {
    size: async (log) => trees.get(log)?.size ?? 0,
    read: async (log, places) => places.map((place) => trees.get(log)?.tiles.get(tileKey(place))?.slice()),
    async append(log, tiles, size) {
      const tree = trees.get(log) ?? { size: 0, tiles: new Map(), leaves: new Map() };
      trees.set(log, tree);
      const fits = (tile: Tile) => agree(tile.hashes, tree.tiles.get(tileKey(tile)) ?? tile.hashes);
      if (!tiles.every(fits)) return false;
      for (const tile of tiles) keepTile(tree, tile);
      tree.size = Math.max(tree.size, size);
      return true;
    },
    locate: async (log, leaf) => trees.get(log)?.leaves.get(bytesToHex(leaf)),
    kept: async () => kept,
    async keep(next, instead) {
      if (kept?.place !== instead?.place || kept?.document !== instead?.document) return false;
      kept = next;
      return true;
    },
  };
}
