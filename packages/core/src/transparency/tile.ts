import type { Sha256 } from "../digest.js";
import { hashLength } from "./merkle.js";
import type { NodePlace } from "./span.js";
import { joined } from "./tree.js";

/** Levels of the tree in one tile. */
const tileHeight = 8;

/** Hashes in a full tile. */
export const tileWidth: number = 2 ** tileHeight;

/** Which tile: one holds up to 256 neighbouring nodes of one level of the tree, every eighth level from the leaves up. */
export interface TilePlace {
  /** 0: leaves; 1: nodes over 256 leaves each; and so on. */
  readonly level: number;
  /** Its place among the tiles of its level, from 0. */
  readonly number: number;
}

/** A tile with its hashes, 32 bytes each, one after the other. */
export interface Tile extends TilePlace {
  /** 1 to 256 hashes. With 256 it never changes again. */
  readonly hashes: Uint8Array;
}

/** How many hashes a tile has in a tree of this size. */
export function widthAt({ level, number }: TilePlace, size: number): number {
  const nodes = Math.floor(size / tileWidth ** level);
  return Math.min(tileWidth, Math.max(0, nodes - number * tileWidth));
}

/** The tiles that are not full in a tree of this size: at most one a level, lowest first. */
export function edgeOf(size: number): readonly TilePlace[] {
  const edge: TilePlace[] = [];
  for (let level = 0, nodes = size; nodes > 0; level += 1, nodes = Math.floor(nodes / tileWidth)) {
    if (nodes % tileWidth > 0) edge.push({ level, number: Math.floor(nodes / tileWidth) });
  }
  return edge;
}

/** Where a complete node is found: the tile, and which of its hashes are to be joined. */
export function tileOf(node: NodePlace): TilePlace & { readonly first: number; readonly count: number } {
  const level = Math.floor(node.level / tileHeight);
  const count = 2 ** (node.level % tileHeight);
  const place = node.index * count;
  return { level, number: Math.floor(place / tileWidth), first: place % tileWidth, count };
}

/** The hashes of a tile, some of them. */
export function hashesIn(hashes: Uint8Array, first: number, count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, at) =>
    hashes.subarray((first + at) * hashLength, (first + at + 1) * hashLength),
  );
}

/** The node over a full tile. */
export function tileRoot(hashes: Uint8Array, hash: Sha256): Uint8Array {
  return joined(hashesIn(hashes, 0, tileWidth), hash);
}

/** A name for a tile, unique within its log. */
export function tileKey({ level, number }: TilePlace): string {
  return `${level}/${number}`;
}

/**
 * The path of a tile as C2SP tlog-tiles has it: `tile/0/x001/x234/067`, and with `.p/12` where it is not full and has
 * twelve hashes.
 */
export function tilePath({ level, number }: TilePlace, width: number = tileWidth): string {
  const digits = String(number);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ""}`;
}
