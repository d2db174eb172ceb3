import { bytesToHex } from "@noble/hashes/utils.js";
import type { KeptHead } from "../transparency/head-store.js";
import { hashLength } from "../transparency/merkle.js";
import { type Tile, type TilePlace, tileWidth } from "../transparency/tile.js";
import type { TileStore } from "../transparency/tile-store.js";
import { holds, same } from "./check.js";
import type { Law } from "./law.js";

const freshLog = () => `law-${crypto.randomUUID()}`;
const randomHashes = (count: number) => {
  const bytes = new Uint8Array(count * hashLength);
  for (let at = 0; at < count; at += 1) {
    crypto.getRandomValues(bytes.subarray(at * hashLength, (at + 1) * hashLength));
  }
  return bytes;
};
const first: TilePlace = { level: 0, number: 0 };
const cut = (place: TilePlace, hashes: Uint8Array, width: number): Tile => ({
  ...place,
  hashes: hashes.slice(0, width * hashLength),
});
const written = (tiles: readonly (Uint8Array | undefined)[]) =>
  tiles.map((hashes) => (hashes ? bytesToHex(hashes) : "none"));

async function keepsTheWidest(store: TileStore): Promise<void> {
  const [log, hashes] = [freshLog(), randomHashes(tileWidth)];
  same(await store.size(log), 0, "the size of a log that was never written");
  for (const [width, expected] of [
    [3, 3],
    [200, 200],
    [7, 200],
    [tileWidth, tileWidth],
    [255, tileWidth],
  ] as const) {
    holds(await store.append(log, [cut(first, hashes, width)], width), "a tile that fits was refused");
    const kept = written(await store.read(log, [first]));
    same(kept, written([cut(first, hashes, expected).hashes]), `what is kept after ${width} hashes`);
    same(await store.size(log), expected, `the size after ${width}`);
  }
}

async function answersInOrder(store: TileStore): Promise<void> {
  const log = freshLog();
  const places = [first, { level: 0, number: 1 }, { level: 1, number: 0 }, { level: 0, number: 4_000_000 }];
  const tiles = places.map((place, at) => cut(place, randomHashes(tileWidth), at === 0 ? tileWidth : at * 5));
  holds(await store.append(log, tiles, tileWidth), "tiles of a new log were refused");
  const asked = [places[3], { level: 2, number: 0 }, places[0], places[2], places[1]].flatMap((p) => p ?? []);
  const expected = [tiles[3], undefined, tiles[0], tiles[2], tiles[1]].map((tile) => tile?.hashes);
  same(written(await store.read(log, asked)), written(expected), "tiles in the order asked for");
  same(await store.read(log, []), [], "no tiles");
  same(written(await store.read(freshLog(), [first])), ["none"], "a tile of another log");
}

async function refusesOthers(store: TileStore): Promise<void> {
  const [log, hashes] = [freshLog(), randomHashes(20)];
  await store.append(log, [cut(first, hashes, 10)], 10);
  const other = hashes.slice();
  other[9 * hashLength] = (other[9 * hashLength] ?? 0) ^ 1;
  const wider: Tile = { ...first, hashes: other };
  same(await store.append(log, [wider], 20), false, "a wider tile that begins otherwise");
  same(await store.append(log, [cut(first, other, 10)], 10), false, "a tile as wide that is otherwise");
  same(await store.size(log), 10, "the size after that");
  same(written(await store.read(log, [first])), written([hashes.slice(0, 10 * hashLength)]), "what is kept");
}

async function bearsManyWriters(store: TileStore): Promise<void> {
  const [log, hashes] = [freshLog(), randomHashes(tileWidth)];
  const second = { level: 0, number: 1 };
  const others = randomHashes(40);
  const writers = Array.from({ length: 12 }, (_, at) => {
    const width = 1 + ((at * 89) % tileWidth);
    return store.append(log, [cut(first, hashes, width)], width);
  });
  const whole = store.append(log, [cut(first, hashes, tileWidth), cut(second, others, 40)], 296);
  same(await Promise.all([...writers, whole]), Array(13).fill(true), "tiles that all fit");
  const kept = written(await store.read(log, [first, second]));
  same(kept, written([hashes, others]), "what is kept after many writers at once");
  const size = await store.size(log);
  holds(size > 0 && size <= 296, "a size that nobody wrote");
  await store.append(log, [], 296);
  same(await store.size(log), 296, "the size when it was said last");
}

async function locatesLeaves(store: TileStore): Promise<void> {
  const [log, hashes, more] = [freshLog(), randomHashes(tileWidth), randomHashes(30)];
  const leafAt = (bytes: Uint8Array, at: number) => bytes.slice(at * hashLength, (at + 1) * hashLength);
  await store.append(log, [cut(first, hashes, 100)], 100);
  await store.append(log, [cut(first, hashes, tileWidth), { level: 0, number: 1, hashes: more }], 286);
  await store.append(log, [{ level: 1, number: 0, hashes: randomHashes(1) }], 286);
  for (const at of [0, 99, 100, 255]) same(await store.locate(log, leafAt(hashes, at)), at, `leaf ${at}`);
  for (const at of [0, 29]) same(await store.locate(log, leafAt(more, at)), 256 + at, `leaf ${256 + at}`);
  holds((await store.locate(log, randomHashes(1))) === undefined, "a leaf that is not there");
  holds((await store.locate(freshLog(), leafAt(hashes, 0))) === undefined, "a leaf of another log");
}

async function swapsTheKept(store: TileStore): Promise<void> {
  const before = await store.kept();
  const next = (turn: number): KeptHead => ({ place: 1 + turn, document: `kept-${crypto.randomUUID()}` });
  const rivals = Array.from({ length: 6 }, () => next(5));
  const won = await Promise.all(rivals.map((rival) => store.keep(rival, before)));
  same(won.filter(Boolean).length, 1, "winners among six at once");
  const kept = rivals[won.indexOf(true)];
  same(await store.kept(), kept, "the document that won");
  same(await store.keep(next(9), before), false, "a document in place of one that is gone");
  same(await store.keep(next(9), { place: 6, document: "other" }), false, "in place of one that never was");
  same(await store.kept(), kept, "what is kept after that");
  const earlier = next(0);
  same(await store.keep(earlier, kept), true, "a document of an earlier place");
  same(await store.kept(), earlier, "what is kept in the end");
}

/** The contract of the `TileStore` port, for any test runner. Each law has a log of its own, so one store serves them all. */
export const tileStoreLaws: readonly Law<TileStore>[] = [
  { name: "the widest tile stays, and a size never becomes smaller", run: keepsTheWidest },
  { name: "tiles come in the order asked for, each log's its own", run: answersInOrder },
  { name: "a tile that begins otherwise is refused, with nothing written", run: refusesOthers },
  { name: "many writers at once leave the widest of each tile", run: bearsManyWriters },
  { name: "a leaf is located by its hash", run: locatesLeaves },
  { name: "of several documents to be kept at once one is, in place of what was seen", run: swapsTheKept },
];
