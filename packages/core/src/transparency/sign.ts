import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { timeOf } from "../clock.js";
import type { Instant } from "../json.js";
import { LogError } from "./errors.js";
import { type TreeHead, treeHeadType } from "./head.js";
import type { KeptHead } from "./head-store.js";
import { consistencySpans } from "./span.js";
import { ownHead, type Standing } from "./standing.js";
import { rootAt, spanHashes } from "./tile-reader.js";
import { verifyConsistency } from "./verify-path.js";
import type { Works } from "./works.js";

/** A signed tree head. */
export interface SignedHead {
  /** What it says. */
  readonly head: TreeHead;
  /** The compact JWS to hand out. */
  readonly document: string;
}

/** A tree that has been grown. */
export interface Grown {
  /** The log's id. */
  readonly log: string;
  /** How many leaves it has. */
  readonly size: number;
}

/**
 * The root of what has been grown, once it is proved that the last head that was signed is a prefix of it. The proof is
 * verified like anybody else's, for tiles that do not fit each other could give the old root and another's new one.
 * Throws `log/rolled-back`, `log/forked`, `log/tile-corrupt`.
 */
export async function provedRoot(works: Works, standing: Standing, grown: Grown): Promise<Uint8Array> {
  const { head } = standing;
  const { log, size } = grown;
  if (!head) return await rootAt(works.tiles, log, size, works.hash);
  if (size < head.size) {
    throw new LogError("log/rolled-back", { details: { log, size: head.size, found: size } });
  }
  const roots = [
    { start: 0, end: head.size },
    { start: 0, end: size },
  ];
  const spans = [...roots, ...consistencySpans(head.size, size)];
  const [before, toRoot, ...path] = await spanHashes(works.tiles, log, spans, works.hash);
  const found = bytesToHex(before ?? new Uint8Array(0));
  if (found !== head.root) {
    throw new LogError("log/forked", { details: { log, size: head.size, root: head.root, found } });
  }
  const claim = { from: head.size, to: size, fromRoot: hexToBytes(head.root), path };
  if (!toRoot || !verifyConsistency({ ...claim, toRoot }, works.hash)) {
    throw new LogError("log/tile-corrupt", { details: { log, from: head.size, to: size } });
  }
  return toRoot;
}

/** The ledger's time, never earlier than what was signed last. */
export async function timeAfter(works: Works, before: Instant | undefined): Promise<Instant> {
  const now = await timeOf(works.ledger);
  return before !== undefined && before > now ? before : now;
}

/** Keeps a document outside, then beside the tiles. False: another signer was first. */
export async function keepSigned(works: Works, standing: Standing, document: string): Promise<boolean> {
  const inside = await works.tiles.kept();
  const next: KeptHead = { place: (standing.kept?.place ?? 0) + 1, document };
  if (!(await works.heads.append(next))) return false;
  // Outside comes first, so that what is kept inside is never the newer one. Another signer may have put in a newer one.
  await works.tiles.keep(next, inside);
  return true;
}

/**
 * Signs what has been grown, if the last head is a prefix of it; keeps the head and only then gives it. Undefined: another
 * signer was first, and the standing is to be read anew. Throws `log/head-unverifiable` where the signer's own key is not
 * among those published.
 */
export async function signHead(
  works: Works,
  standing: Standing,
  grown: Grown,
): Promise<SignedHead | undefined> {
  const { log, size } = grown;
  const root = bytesToHex(await provedRoot(works, standing, grown));
  const time = await timeAfter(works, standing.last?.time);
  const document = await works.signer.sign(treeHeadType, { version: 1, log, size, root, time });
  const head = await ownHead(document, works);
  return (await keepSigned(works, standing, document)) ? { head, document } : undefined;
}
