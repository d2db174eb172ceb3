import type { Sha256 } from "../digest.js";
import { LogError } from "./errors.js";
import { hashLength } from "./merkle.js";
import { type NodePlace, nodesOf, type Span } from "./span.js";
import { hashesIn, tileKey, tileOf } from "./tile.js";
import type { TileStore } from "./tile-store.js";
import { joined, spanHash } from "./tree.js";

function nodeIn(tiles: ReadonlyMap<string, Uint8Array | undefined>, node: NodePlace, hash: Sha256) {
  const { first, count, ...place } = tileOf(node);
  const hashes = tiles.get(tileKey(place));
  if (!hashes || hashes.length < (first + count) * hashLength) {
    throw new LogError("log/not-grown", { details: { tile: tileKey(place) } });
  }
  return joined(hashesIn(hashes, first, count), hash);
}

/**
 * The hashes of spans, from tiles: each tile that is needed is read once, all of them at a time. Throws `log/not-grown`
 * where one is not kept or not wide enough.
 */
export async function spanHashes(
  store: TileStore,
  log: string,
  spans: readonly Span[],
  hash: Sha256,
): Promise<readonly Uint8Array[]> {
  const places = new Map(
    spans.flatMap(nodesOf).map((node) => {
      const { level, number } = tileOf(node);
      return [tileKey({ level, number }), { level, number }];
    }),
  );
  const found = await store.read(log, [...places.values()]);
  const tiles = new Map([...places.keys()].map((key, at) => [key, found[at]]));
  return spans.map((span) => spanHash(span, (node) => nodeIn(tiles, node, hash), hash));
}

/** The root of a log's tree at a size from 1, from tiles. */
export async function rootAt(store: TileStore, log: string, size: number, hash: Sha256): Promise<Uint8Array> {
  const [root] = await spanHashes(store, log, [{ start: 0, end: size }], hash);
  if (!root) throw new RangeError("A tree has a root.");
  return root;
}
