import { type Sha256, sha256 } from "../digest.js";
import { isThroughlineError } from "../errors.js";
import type { Ledger } from "../ledger.js";
import { storedLedger } from "../sealing/stored-ledger.js";
import type { Signer, Verifier } from "../signer.js";
import { audit, type LogAudit } from "./audit.js";
import type { SignedBreak } from "./break-log.js";
import { LogError } from "./errors.js";
import type { HeadStore } from "./head-store.js";
import type { ConsistencyProof, InclusionProof } from "./proof.js";
import { type LoggedEvent, proveInclusion, provePrefix } from "./prove.js";
import { breakIn, caughtUp, grownIn, logOf, type Session, signIn, untilFirst } from "./session.js";
import { provedRoot, type SignedHead } from "./sign.js";
import type { TileStore } from "./tile-store.js";

/** How a transparency log is made. */
export interface TransparencyLogOptions {
  /** Whose events are logged. Of a sealed ledger: in the form in which they are stored. */
  readonly ledger: Ledger;
  /** Signs the heads. */
  readonly signer: Signer;
  /** Knows the signer's keys, past ones included: the log verifies its own heads before it goes on from them. */
  readonly verifier: Verifier;
  /** Where the tree is kept. */
  readonly tiles: TileStore;
  /** Where signed heads are kept outside the database and its backups. */
  readonly heads: HeadStore;
  /** SHA-256. Default: the portable one; the platform's own is some ten times as fast. */
  readonly hash?: Sha256;
  /** How many of the newest events are compared with the ledger at start-up, from 1. Default 10,000. `audit` compares all. */
  readonly recheckEvents?: number;
}

/**
 * A Merkle tree over the ledger's log (RFC 9162): the hash of every event in the order in which `follow` gives them,
 * signed heads, and proofs for anyone who has a head.
 */
export interface TransparencyLog {
  /**
   * Takes in what the ledger's log has, and says how many events the tree has now. It can be broken off anywhere and
   * called again, by several at once as well.
   */
  grow(): Promise<number>;
  /**
   * Grows, and signs a head: but only if the last head kept outside is a prefix of it. Throws `log/forked`,
   * `log/rolled-back`, `log/ledger-replaced`, `log/heads-lost`, `log/head-unverifiable`, `log/tile-corrupt`, after which
   * nothing is signed until the cause is gone or `breakLog` was called; `log/empty`, `log/contended`.
   */
  sign(): Promise<SignedHead>;
  /**
   * Proves that an event is in the log, for a head of this size. Default: that of the last head. An event named by its
   * place takes two tile reads for each eight levels of the tree. Throws `log/not-grown`, `log/tile-corrupt`; `RangeError`
   * for a place that is past the size.
   */
  prove(event: LoggedEvent, size?: number): Promise<InclusionProof>;
  /** Proves that the head of one size is a prefix of that of another. Throws as `prove` does. */
  proveConsistency(from: number, to: number): Promise<ConsistencyProof>;
  /** Compares every event of the ledger with its leaf and every tile with those below it: for a nightly run. */
  audit(): Promise<LogAudit>;
  /**
   * The operator's way out of a refusal: signs a statement of what was promised last, what is there instead and why, keeps
   * it outside, and begins a new log under a new id. The reason holds no personal data. Throws `log/empty`, `log/contended`.
   */
  breakLog(options: { readonly reason: string }): Promise<SignedBreak>;
}

function sessionOf(options: TransparencyLogOptions): Session {
  const { recheckEvents = 10_000, hash = sha256, ledger, signer, verifier, tiles, heads } = options;
  if (!Number.isSafeInteger(recheckEvents) || recheckEvents < 1) {
    throw new RangeError("recheckEvents is a whole number from 1.");
  }
  const works = { ledger: storedLedger(ledger), signer, verifier, tiles, heads, hash };
  return { works, recheckEvents, hasChecked: false };
}

async function proveIn(session: Session, event: LoggedEvent, size: number | undefined) {
  const standing = await caughtUp(session);
  const wanted = size ?? standing.head?.size;
  if (wanted === undefined) throw new LogError("log/not-grown");
  return proveInclusion(session.works, await logOf(session, standing), event, wanted);
}

async function auditIn(session: Session): Promise<LogAudit> {
  const { standing, grown } = await grownIn(session);
  await provedRoot(session.works, standing, grown).catch((error: unknown) => {
    // That tiles do not fit each other is what an audit is there to tell, tile by tile.
    if (!isThroughlineError(error, "log/tile-corrupt")) throw error;
  });
  return audit(session.works, { ...grown, ledger: standing.ledger ?? grown.log });
}

/** Opens the transparency log of a ledger. Throws `RangeError` for options that mean nothing. */
export function createTransparencyLog(options: TransparencyLogOptions): TransparencyLog {
  const session = sessionOf(options);
  return {
    grow: async () => (await grownIn(session)).grown.size,
    sign: () => untilFirst(() => signIn(session)),
    prove: (event, size) => proveIn(session, event, size),
    async proveConsistency(from, to) {
      return provePrefix(session.works, await logOf(session, await caughtUp(session)), from, to);
    },
    audit: () => auditIn(session),
    breakLog: ({ reason }) => untilFirst(() => breakIn(session, reason)),
  };
}
