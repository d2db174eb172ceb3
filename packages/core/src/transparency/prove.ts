import { hexToBytes } from "@noble/hashes/utils.js";
import type { RecordId } from "../ids.js";
import { LogError } from "./errors.js";
import { leafHash } from "./merkle.js";
import { type ConsistencyProof, type InclusionProof, writtenPath } from "./proof.js";
import { consistencySpans, inclusionSpans } from "./span.js";
import { spanHashes } from "./tile-reader.js";
import { verifyConsistency, verifyInclusion } from "./verify-path.js";
import type { Works } from "./works.js";

/** Which event: by its place in the log, or by its record and version. */
export type LoggedEvent =
  | { readonly sequence: number }
  | { readonly record: RecordId; readonly version: number };

async function eventHashOf(works: Works, record: RecordId, version: number): Promise<Uint8Array> {
  for await (const entry of works.ledger.history(record)) {
    if (entry.version === version) return hexToBytes(entry.hash);
  }
  throw new LogError("log/not-grown", { details: { record, version } });
}

async function sequenceOf(works: Works, log: string, event: LoggedEvent): Promise<number> {
  if ("sequence" in event) return event.sequence;
  const { record, version } = event;
  const leaf = leafHash(await eventHashOf(works, record, version), works.hash);
  const index = await works.tiles.locate(log, leaf);
  if (index === undefined) throw new LogError("log/not-grown", { details: { record, version } });
  return index + 1;
}

/**
 * Proves an event to be in the tree of a size. What does not verify is never handed out: throws `log/tile-corrupt`;
 * `log/not-grown`, `RangeError` for a place that is not in a tree of this size.
 */
export async function proveInclusion(
  works: Works,
  log: string,
  event: LoggedEvent,
  size: number,
): Promise<InclusionProof> {
  const sequence = await sequenceOf(works, log, event);
  const index = sequence - 1;
  const path = inclusionSpans(index, size);
  const spans = [{ start: 0, end: size }, { start: index, end: sequence }, ...path];
  const [root, leaf, ...hashes] = await spanHashes(works.tiles, log, spans, works.hash);
  if (!root || !leaf || !verifyInclusion({ index, size, leaf, root, path: hashes }, works.hash)) {
    throw new LogError("log/tile-corrupt", { details: { log, sequence, size } });
  }
  return { version: 1, log, size, sequence, path: writtenPath(hashes) };
}

/** Proves the tree of one size to be a prefix of that of another. Throws `log/tile-corrupt`, `log/not-grown`, `RangeError`. */
export async function provePrefix(
  works: Works,
  log: string,
  from: number,
  to: number,
): Promise<ConsistencyProof> {
  const roots = [
    { start: 0, end: from },
    { start: 0, end: to },
  ];
  const path = consistencySpans(from, to);
  const [fromRoot, toRoot, ...hashes] = await spanHashes(works.tiles, log, [...roots, ...path], works.hash);
  const isGood =
    fromRoot && toRoot && verifyConsistency({ from, to, fromRoot, toRoot, path: hashes }, works.hash);
  if (!isGood) throw new LogError("log/tile-corrupt", { details: { log, from, to } });
  return { version: 1, log, from, to, path: writtenPath(hashes) };
}
