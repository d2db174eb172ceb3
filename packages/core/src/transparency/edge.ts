import { type Sha256, sha256 } from "../digest.js";
import { hashLength } from "./merkle.js";
import { type Tile, tileRoot, tileWidth } from "./tile.js";

/** The right edge of a tree, where it grows. */
export interface Edge {
  /** How many leaves the tree has. */
  readonly size: () => number;
  /** Adds a leaf's hash, and the nodes that it completes. */
  add(leaf: Uint8Array): void;
  /** The tiles that have changed since they were last taken, full or not. */
  take(): readonly Tile[];
}

interface Level {
  number: number;
  width: number;
  hashes: Uint8Array;
  hasChanged: boolean;
}

const freshLevel = (number: number): Level => ({
  number,
  width: 0,
  hashes: new Uint8Array(tileWidth * hashLength),
  hasChanged: false,
});

function levelsOf(size: number, partial: readonly Tile[]): Level[] {
  const levels: Level[] = [];
  for (let nodes = size; nodes > 0; nodes = Math.floor(nodes / tileWidth)) {
    const level = freshLevel(Math.floor(nodes / tileWidth));
    level.width = nodes % tileWidth;
    const known = partial.find((tile) => tile.level === levels.length)?.hashes ?? new Uint8Array(0);
    level.hashes.set(known.subarray(0, level.width * hashLength));
    levels.push(level);
  }
  return levels;
}

/**
 * The edge of a tree of some size.
 *
 * @param partial - The tiles of `edgeOf(size)`, at least as wide as they are at this size.
 */
export function edgeAt(size: number, partial: readonly Tile[], hash: Sha256 = sha256): Edge {
  const levels = levelsOf(size, partial);
  const full: Tile[] = [];
  let leaves = size;
  const put = (height: number, node: Uint8Array): void => {
    const level = levels[height] ?? freshLevel(0);
    levels[height] = level;
    level.hashes.set(node, level.width * hashLength);
    level.width += 1;
    level.hasChanged = true;
    if (level.width < tileWidth) return;
    full.push({ level: height, number: level.number, hashes: level.hashes });
    levels[height] = freshLevel(level.number + 1);
    put(height + 1, tileRoot(level.hashes, hash));
  };
  return {
    size: () => leaves,
    add(leaf) {
      put(0, leaf);
      leaves += 1;
    },
    take() {
      const changed = levels.flatMap((level, height) => {
        if (!level.hasChanged) return [];
        level.hasChanged = false;
        const hashes = level.hashes.slice(0, level.width * hashLength);
        return [{ level: height, number: level.number, hashes }];
      });
      return [...full.splice(0), ...changed];
    },
  };
}
