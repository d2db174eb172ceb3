import { hexToBytes } from "@noble/hashes/utils.js";
import { edgeAt } from "./edge.js";
import { agree } from "./memory-tiles.js";
import { hashLength, leafHash } from "./merkle.js";
import { type Tile, tileWidth, widthAt } from "./tile.js";
import type { Works } from "./works.js";

/** What is wrong with a kept tree. */
export type LogFault =
  | { readonly fault: "tile-altered"; readonly level: number; readonly number: number }
  | { readonly fault: "event-missing"; readonly sequence: number };

/** What an audit found. */
export interface LogAudit {
  /** How many events were read. */
  readonly events: number;
  /** How many tiles were compared. */
  readonly tiles: number;
  /** What is wrong. Empty: every tile is what the ledger's events make it. */
  readonly faults: readonly LogFault[];
}

/** What is audited. */
export interface AuditScope {
  /** The log. */
  readonly log: string;
  /** The ledger's own log. */
  readonly ledger: string;
  /** How many events. */
  readonly size: number;
}

async function compare(
  works: Works,
  { log, size }: AuditScope,
  tiles: readonly Tile[],
): Promise<readonly LogFault[]> {
  const kept = await works.tiles.read(log, tiles);
  return tiles.flatMap(({ level, number, hashes }, at) => {
    const found = kept[at];
    const isWhole =
      found !== undefined &&
      found.length >= widthAt({ level, number }, size) * hashLength &&
      agree(found, hashes);
    return isWhole ? [] : [{ fault: "tile-altered", level, number }];
  });
}

/**
 * Makes the whole tree anew from the ledger's events and compares every tile: names those that are not what the events
 * make them. It cannot tell which of the two was altered; the signed heads and `verifyRecord` can.
 */
export async function audit(works: Works, scope: AuditScope): Promise<LogAudit> {
  const edge = edgeAt(0, [], works.hash);
  const faults: LogFault[] = [];
  let tiles = 0;
  const check = async () => {
    const made = edge.take();
    tiles += made.length;
    faults.push(...(await compare(works, scope, made)));
  };
  for await (const { hash } of works.ledger.follow({ after: { log: scope.ledger, sequence: 0 } })) {
    if (edge.size() === scope.size) break;
    edge.add(leafHash(hexToBytes(hash), works.hash));
    if (edge.size() % (16 * tileWidth) === 0 && edge.size() < scope.size) await check();
  }
  await check();
  if (edge.size() < scope.size) faults.push({ fault: "event-missing", sequence: edge.size() + 1 });
  return { events: edge.size(), tiles, faults };
}
