import { readdir, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { agree } from "../transparency/memory-tiles.js";
import { hashLength } from "../transparency/merkle.js";
import { type Tile, type TilePlace, tilePath, tileWidth, widthAt } from "../transparency/tile.js";
import type { TileStore } from "../transparency/tile-store.js";
import { makeFolder, readIfThere, replaceFile, syncFolder, systemCode } from "./durable.js";
import { keepIn, keptIn } from "./kept-file.js";

/** A log's id as the name of a folder. */
const folderOf = (log: string) => `log-${Buffer.from(log).toString("base64url")}`;

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** The full tile, or the widest that is kept of it. */
async function readTile(base: string, place: TilePlace): Promise<Uint8Array | undefined> {
  const full = await readIfThere(join(base, tilePath(place)));
  if (full) return full;
  const partial = dirname(join(base, tilePath(place, 1)));
  const widths = (await namesIn(partial)).map(Number).filter((width) => Number.isInteger(width));
  const widest = Math.max(0, ...widths);
  // In the meantime another grower may have put the full one, or a wider one, in place of those.
  if (widest === 0) return readIfThere(join(base, tilePath(place)));
  return (await readIfThere(join(partial, String(widest)))) ?? readTile(base, place);
}

/** False where what is kept begins otherwise. */
async function writeTile(base: string, tile: Tile, folders: Set<string>): Promise<boolean> {
  const known = await readTile(base, tile);
  if (known && !agree(known, tile.hashes)) return false;
  if (known && known.length >= tile.hashes.length) return true;
  const file = join(base, tilePath(tile, tile.hashes.length / hashLength));
  await makeFolder(dirname(file));
  await replaceFile(file, tile.hashes);
  folders.add(dirname(file));
  return true;
}

/** What was kept of tiles when they were narrower is of no more use. */
async function forgetNarrower(base: string, tile: Tile): Promise<void> {
  const width = tile.hashes.length / hashLength;
  const partial = dirname(join(base, tilePath(tile, 1)));
  for (const name of await namesIn(partial)) {
    if (Number(name) < width) await rm(join(partial, name), { force: true });
  }
}

async function sizeIn(base: string): Promise<number> {
  const bytes = await readIfThere(join(base, "size"));
  const size = bytes ? Number(new TextDecoder().decode(bytes)) : 0;
  return Number.isSafeInteger(size) ? size : 0;
}

async function appendTo(base: string, tiles: readonly Tile[], size: number): Promise<boolean> {
  const folders = new Set<string>();
  for (const tile of tiles) if (!(await writeTile(base, tile, folders))) return false;
  for (const folder of folders) await syncFolder(folder);
  if (size > (await sizeIn(base))) {
    await makeFolder(base);
    await replaceFile(join(base, "size"), new TextEncoder().encode(String(size)));
    await syncFolder(base);
  }
  for (const tile of tiles) await forgetNarrower(base, tile);
  return true;
}

/** The place of a hash in a tile of this width; below 0: it is not there. */
function placeIn(hashes: Uint8Array, width: number, leaf: Uint8Array): number {
  const bytes = Buffer.from(hashes.buffer, hashes.byteOffset, Math.min(hashes.length, width * hashLength));
  let at = bytes.indexOf(leaf);
  while (at >= 0 && at % hashLength > 0) at = bytes.indexOf(leaf, at + 1);
  return at < 0 ? at : at / hashLength;
}

/** Newest first: a proof is mostly asked for what has just happened. */
async function locateIn(base: string, leaf: Uint8Array): Promise<number | undefined> {
  const size = await sizeIn(base);
  for (let number = Math.floor(size / tileWidth); number >= 0; number -= 1) {
    const place = { level: 0, number };
    const hashes = (await readTile(base, place)) ?? new Uint8Array(0);
    const at = placeIn(hashes, widthAt(place, size), leaf);
    if (at >= 0) return number * tileWidth + at;
  }
  return undefined;
}

/**
 * Tiles as files under the names of C2SP tlog-tiles, in a folder of their own for each log, so that a web server may hand
 * them out as they are. Files are written whole and under a name of their width, so several processes may grow a log at
 * once. To locate an event by its hash it reads leaves from the newest back; by its place no tile too many is read.
 *
 * @param options - `folder`: where the logs' folders are.
 */
export function fileTiles(options: { readonly folder: string }): TileStore {
  const folder = resolve(options.folder);
  const baseOf = (log: string) => join(folder, folderOf(log));
  return {
    size: (log) => sizeIn(baseOf(log)),
    read: (log, places) => Promise.all(places.map((place) => readTile(baseOf(log), place))),
    append: (log, tiles, size) => appendTo(baseOf(log), tiles, size),
    locate: (log, leaf) => locateIn(baseOf(log), leaf),
    kept: async () => (await keptIn(folder))?.head,
    keep: (next, instead) => keepIn(folder, next, instead),
  };
}
