import { hexToBytes } from "@noble/hashes/utils.js";
import { isThroughlineError } from "../errors.js";
import type { LedgerEvent, LogPosition } from "../ledger.js";
import { type Edge, edgeAt } from "./edge.js";
import { LogError } from "./errors.js";
import { hashLength, leafHash, sameHash } from "./merkle.js";
import { edgeOf, hashesIn, type TilePlace, tileWidth, widthAt } from "./tile.js";
import type { Works } from "./works.js";

/** Leaves between two writes. */
const batch = 16 * tileWidth;

/** What is grown from what. */
export interface Growth {
  /** The log's id, under which its tiles are kept. */
  readonly log: string;
  /** The ledger's own log. */
  readonly ledger: string;
  /** How many of the events that the tree has already are compared with the ledger once more. */
  readonly overlap: number;
}

/** Tiles of a tree, each as wide as the size says. Throws `log/tile-corrupt` where one is missing or too narrow. */
async function tilesAt(works: Works, log: string, places: readonly TilePlace[], size: number) {
  const found = await works.tiles.read(log, places);
  return places.map((place, at) => {
    const hashes = found[at]?.subarray(0, widthAt(place, size) * hashLength);
    if (hashes?.length !== widthAt(place, size) * hashLength) {
      throw new LogError("log/tile-corrupt", { details: { level: place.level, number: place.number } });
    }
    return { ...place, hashes };
  });
}

/** Compares what the ledger says with the leaves that are kept, reading each tile once. */
function comparison(works: Works, { log }: Growth, size: number) {
  let tile: { readonly number: number; readonly hashes: Uint8Array } | undefined;
  return async (sequence: number, leaf: Uint8Array): Promise<void> => {
    const index = sequence - 1;
    const number = Math.floor(index / tileWidth);
    if (tile?.number !== number) [tile] = await tilesAt(works, log, [{ level: 0, number }], size);
    const [kept] = hashesIn(tile?.hashes ?? new Uint8Array(0), index % tileWidth, 1);
    if (!kept || !sameHash(kept, leaf)) throw new LogError("log/forked", { details: { log, sequence } });
  };
}

function follow(works: Works, after: LogPosition): AsyncIterable<LedgerEvent> {
  return works.ledger.follow({ after });
}

function checkPlace(event: LedgerEvent, expected: LogPosition): void {
  const { log, sequence } = event.position ?? { log: "", sequence: 0 };
  if (log !== expected.log) throw new LogError("log/ledger-replaced", { details: { log: expected.log } });
  if (sequence !== expected.sequence) throw new LogError("log/forked", { details: { ...expected } });
}

/** A kept tile that begins otherwise was made of other events. */
async function write(works: Works, log: string, edge: Edge): Promise<void> {
  const isKept = await works.tiles.append(log, edge.take(), edge.size());
  if (!isKept) throw new LogError("log/forked", { details: { log, size: edge.size() } });
}

async function take(works: Works, growth: Growth, size: number): Promise<number> {
  const { log, ledger, overlap } = growth;
  const edge = edgeAt(size, await tilesAt(works, log, edgeOf(size), size), works.hash);
  const compare = comparison(works, growth, size);
  let sequence = Math.max(0, size - overlap);
  for await (const event of follow(works, { log: ledger, sequence })) {
    sequence += 1;
    checkPlace(event, { log: ledger, sequence });
    const leaf = leafHash(hexToBytes(event.hash), works.hash);
    if (sequence <= size) await compare(sequence, leaf);
    else edge.add(leaf);
    if (sequence > size && sequence % batch === 0) await write(works, log, edge);
  }
  if (sequence < size) throw new LogError("log/rolled-back", { details: { log, size, found: sequence } });
  await write(works, log, edge);
  return edge.size();
}

/**
 * Takes in what the ledger's log has, and compares the last events that the tree had with the ledger once more. It may
 * be broken off anywhere and called again, also by several at once. Answers the size.
 *
 * Throws `log/forked`, `log/rolled-back`, `log/ledger-replaced`, `log/tile-corrupt`.
 */
export async function growTree(works: Works, growth: Growth): Promise<number> {
  const size = await works.tiles.size(growth.log);
  try {
    return await take(works, growth, size);
  } catch (error) {
    if (!isThroughlineError(error, "ledger/not-found")) throw error;
    throw new LogError("log/ledger-replaced", { details: { log: growth.ledger }, cause: error });
  }
}

/** The id of the ledger's own log. Throws `log/empty` where it has no event, for then nobody can tell. */
export async function ledgerLog(works: Works): Promise<string> {
  for await (const { position } of works.ledger.follow()) {
    if (position) return position.log;
  }
  throw new LogError("log/empty");
}
