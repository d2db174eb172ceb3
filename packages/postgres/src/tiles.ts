import type { KeptHead, Tile, TilePlace, TileStore } from "@throughline/core/transparency";
import type { Row } from "./driver.js";
import type { Workbench } from "./workbench.js";

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

async function readIn(bench: Workbench, log: string, places: readonly TilePlace[]) {
  const asked = places.map(({ level, number }) => ({ level, number }));
  const rows = await bench.ask<Row & { readonly at: number; readonly hashes: string }>("readTiles", [
    log,
    JSON.stringify(asked),
  ]);
  const found = new Map(rows.map(({ at, hashes }) => [at, new Uint8Array(Buffer.from(hashes, "base64"))]));
  return places.map((_, at) => found.get(at));
}

async function growIn(bench: Workbench, log: string, tiles: readonly Tile[], size: number): Promise<boolean> {
  const grown = tiles.map(({ level, number, hashes }) => ({ level, number, hashes: encoded(hashes) }));
  const [row] = await bench.ask<Row & { readonly kept: boolean }>("growTree", [
    log,
    JSON.stringify(grown),
    size,
  ]);
  return row?.kept === true;
}

/** Tiles as rows. A leaf is found by an index of its own. */
export function tilesOf(bench: Workbench): TileStore {
  return {
    async size(log) {
      const [row] = await bench.ask<Row & { readonly size: number }>("treeSize", [log]);
      return row?.size ?? 0;
    },
    read: (log, places) => readIn(bench, log, places),
    append: (log, tiles, size) => growIn(bench, log, tiles, size),
    async locate(log, leaf) {
      const [row] = await bench.ask<Row & { readonly place: number }>("locateLeaf", [log, encoded(leaf)]);
      return row?.place;
    },
    async kept() {
      const [row] = await bench.ask<Row & KeptHead>("keptHead");
      return row && { place: row.place, document: row.document };
    },
    async keep({ place, document }, instead) {
      const seen = [instead?.place ?? null, instead?.document ?? null];
      const [row] = await bench.ask<Row & { readonly kept: boolean }>("keepHead", [place, document, ...seen]);
      return row?.kept === true;
    },
  };
}
