import { breakFrom, faultOf, type SignedBreak } from "./break-log.js";
import { peek } from "./document.js";
import { LogError } from "./errors.js";
import { growTree, ledgerLog } from "./grow.js";
import { treeHeadType } from "./head.js";
import type { BreakFault, LastGood } from "./log-break.js";
import { type Grown, provedRoot, type SignedHead, signHead } from "./sign.js";
import { advanced, isAway, isBreak, ownHead, type Standing, standingOf } from "./standing.js";
import type { Works } from "./works.js";

/** One process's dealings with a log: what it works with, and what it knows already. */
export interface Session {
  /** What it works with. */
  readonly works: Works;
  /** How many of the newest events are compared with the ledger the first time. */
  readonly recheckEvents: number;
  /** Where the log stood last. */
  standing?: Standing;
  /** Whether the newest events have been compared. */
  hasChecked: boolean;
}

/** Rounds lost to other signers before it is given up: each means that another one's head was kept. */
const mostRounds = 50;

/**
 * Where the log stands now. Throws `log/heads-lost` where less is kept outside than inside, or than this process has seen;
 * `log/head-unverifiable`.
 */
export async function caughtUp(session: Session): Promise<Standing> {
  const { works, standing: known } = session;
  // Inside is read first: outside is always written before it, so that a head kept meanwhile is not taken for a loss.
  const inside = await works.tiles.kept();
  const last = await works.heads.last();
  const place = last?.place ?? 0;
  const least = Math.max(inside?.place ?? 0, known?.kept?.place ?? 0);
  const isOther = place === inside?.place && last?.document !== inside.document;
  if (place < least || isOther) {
    throw new LogError("log/heads-lost", { details: { outside: place, expected: least } });
  }
  if (known && last?.document === known.kept?.document) return known;
  // A break statement may be an old one: that can only be told from all that was kept.
  const isNext = known && last && place === (known.kept?.place ?? 0) + 1 && !isBreak(last);
  session.standing = isNext ? await advanced(known, last, works) : await standingOf(works.heads, works);
  return session.standing;
}

/** The id of the log that is grown and signed now. Throws `log/empty` where nothing was signed and the ledger is empty. */
export async function logOf({ works }: Session, standing: Standing): Promise<string> {
  return standing.log ?? (await ledgerLog(works));
}

/** Catches up with what was signed, and grows. */
export async function grownIn(
  session: Session,
): Promise<{ readonly standing: Standing; readonly grown: Grown }> {
  const { works } = session;
  const standing = await caughtUp(session);
  const log = await logOf(session, standing);
  const overlap = session.hasChecked ? 1 : session.recheckEvents;
  const size = await growTree(works, { log, ledger: standing.ledger ?? log, overlap });
  session.hasChecked = true;
  return { standing, grown: { log, size } };
}

/** One round of signing. Undefined: another signer was first. */
export async function signIn(session: Session): Promise<SignedHead | undefined> {
  const { standing, grown } = await grownIn(session);
  if (grown.size === 0 && !standing.head) throw new LogError("log/empty");
  const signed = await signHead(session.works, standing, grown);
  if (!signed) return undefined;
  const kept = { place: (standing.kept?.place ?? 0) + 1, document: signed.document };
  session.standing = await advanced(standing, kept, session.works);
  return signed;
}

/** The head that is kept beside the tiles: where those outside are lost, it is the last good one. */
async function insideHead({ works }: Session): Promise<LastGood | undefined> {
  const kept = await works.tiles.kept();
  if (!kept || peek(kept.document).type !== treeHeadType) return undefined;
  const { log, size, root, time } = await ownHead(kept.document, works);
  return { log, size, root, time };
}

/** Takes something instead of what cannot be known any more. What only could not be asked for now is no such thing. */
function unlessAway<Instead>(instead: Instead): (error: unknown) => Instead {
  return (error) => {
    if (isAway(error)) throw error;
    return instead;
  };
}

/** What can still be known of where the log stands when it cannot go on. */
async function remains(session: Session, fault: BreakFault): Promise<Standing> {
  const { heads } = session.works;
  const kept = await heads.last();
  const unknown: Standing = {};
  const known =
    fault === "head-unverifiable"
      ? unknown
      : await standingOf(heads, session.works).catch(unlessAway(unknown));
  const last = fault === "heads-lost" ? await insideHead(session).catch(unlessAway(known.last)) : known.last;
  return { ...(kept ? { kept } : {}), ...(last ? { last } : {}) };
}

/** What is wrong now, found out in the way of a signer. Throws on what is not about the log itself. */
async function diagnose(
  session: Session,
): Promise<{ readonly fault: BreakFault; readonly standing: Standing }> {
  try {
    const { standing, grown } = await grownIn(session);
    await provedRoot(session.works, standing, grown);
    return { fault: "none", standing };
  } catch (error) {
    const fault = faultOf(error);
    return { fault, standing: await remains(session, fault) };
  }
}

/** One round of breaking the log. Undefined: another signer was first. */
export async function breakIn(session: Session, reason: string): Promise<SignedBreak | undefined> {
  const { fault, standing } = await diagnose(session);
  const broken = await breakFrom(session.works, standing, fault, reason);
  delete session.standing;
  session.hasChecked = false;
  return broken;
}

/** Repeats rounds until one is not lost to another signer. Throws `log/contended`. */
export async function untilFirst<Result>(round: () => Promise<Result | undefined>): Promise<Result> {
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    const result = await round();
    if (result !== undefined) return result;
  }
  throw new LogError("log/contended");
}
