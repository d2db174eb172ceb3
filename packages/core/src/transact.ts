import { isThroughlineError, LedgerError } from "./errors.js";
import type { RecordId } from "./ids.js";
import type { Instant } from "./json.js";
import type { Change, Commit, CommitOptions, Guard, Ledger } from "./ledger.js";

/** A decision that is not yet committed. */
export interface Prepared<State = unknown> {
  /** The record it is about. */
  readonly record: RecordId;
  /** The state it leads to. */
  readonly state: State;
  /** The version it leads to. */
  readonly version: number;
  /** What to write. Absent: the law saw nothing to change. */
  readonly change?: Change;
  /** Records that must not move before the commit. */
  readonly requires: readonly Guard[];
  /** The commit must come before this instant. */
  readonly before?: Instant;
  /** The commit must not come before this instant. */
  readonly notBefore?: Instant;
}

/** How a transaction repeats itself. */
export interface TransactOptions {
  /** Made by `idempotencyKey`. */
  readonly idempotencyKey?: string;
  /** Made by `fingerprint`. Required with a key. */
  readonly fingerprint?: string;
  /** Guards from the caller's own grant. They are never refilled: where one has moved, the transaction ends. */
  readonly requires?: readonly Guard[];
  /** How many times to decide before giving up with `ledger/conflict`, 1 to 100. Default 24. */
  readonly attempts?: number;
}

/** What a transaction gave. */
export interface Transaction<Decisions extends readonly Prepared[]> {
  /** The commit. Absent: no decision had anything to change. */
  readonly commit?: Commit;
  /** The decisions as committed. Absent when the commit was replayed: then read the records. */
  readonly decisions?: Decisions;
}

function latest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants
    .filter((instant) => instant !== undefined)
    .sort()
    .at(-1);
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.filter((instant) => instant !== undefined).sort()[0];
}

/** One guard for each record; two that disagree cannot both stand. */
function merged(guards: readonly Guard[]): readonly Guard[] {
  const byRecord = new Map<RecordId, Guard>();
  for (const guard of guards) {
    const known = byRecord.get(guard.record);
    if (known && known.version !== guard.version) {
      throw new LedgerError("ledger/conflict", {
        details: { record: guard.record, reason: "guards disagree" },
      });
    }
    byRecord.set(guard.record, guard);
  }
  return [...byRecord.values()];
}

/** A record that the law saw nothing to change in is part of the decision all the same. */
function seen(decisions: readonly Prepared[]): readonly Guard[] {
  return decisions.flatMap(({ record, version, change }) => (change ? [] : [{ record, version }]));
}

function commitOptions(decisions: readonly Prepared[], options: TransactOptions): CommitOptions {
  const before = earliest(decisions.map((decision) => decision.before));
  const notBefore = latest(decisions.map((decision) => decision.notBefore));
  return {
    requires: merged([...(options.requires ?? []), ...decisions.flatMap((decision) => decision.requires)]),
    ...(before === undefined ? {} : { before }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
    ...(options.fingerprint === undefined ? {} : { fingerprint: options.fingerprint }),
  };
}

/** Without a commit there is no lock, so what the decision rests on is read once more after it. */
async function checkUnchanged(
  ledger: Ledger,
  decisions: readonly Prepared[],
  options: TransactOptions,
): Promise<void> {
  const { requires = [], before, notBefore } = commitOptions(decisions, options);
  for (const { record, version } of requires) {
    const actual = (await ledger.get(record)).record?.version ?? 0;
    if (actual !== version)
      throw new LedgerError("ledger/conflict", { details: { record, expected: version, actual } });
  }
  const [first] = decisions;
  if (!first || (before === undefined && notBefore === undefined)) return;
  const { now } = await ledger.get(first.record);
  if (before !== undefined && now >= before)
    throw new LedgerError("ledger/too-late", { details: { before } });
  if (notBefore !== undefined && now < notBefore)
    throw new LedgerError("ledger/too-early", { details: { notBefore } });
}

/**
 * Lets others finish: at once after a few conflicts, then for up to 256 milliseconds, so that no one of forty starves,
 * also where a commit takes long because it is sealed or goes over a network.
 */
async function pause(conflicts: number): Promise<void> {
  if (conflicts < 3) return;
  await new Promise<void>((resolve) =>
    setTimeout(resolve, Math.random() * Math.min(2 ** (conflicts - 2), 256)),
  );
}

function isFinal(error: unknown, fixed: readonly Guard[]): boolean {
  if (!isThroughlineError(error, "ledger/conflict")) return true;
  return fixed.some((guard) => guard.record === error.details["record"]);
}

async function earlier(ledger: Ledger, options: TransactOptions): Promise<Commit | undefined> {
  if (options.idempotencyKey === undefined) return undefined;
  if (options.fingerprint === undefined) throw new TypeError("An idempotency key needs a fingerprint.");
  return await ledger.committed(options.idempotencyKey, options.fingerprint);
}

/** Commits what was decided. Undefined: something that may be decided afresh has moved. */
async function settle<const Decisions extends readonly Prepared[]>(
  ledger: Ledger,
  decisions: Decisions,
  options: TransactOptions,
  isLast: boolean,
): Promise<Transaction<Decisions> | undefined> {
  try {
    const changes = decisions.flatMap((decision) => decision.change ?? []);
    if (changes.length > 0) {
      const held = { ...options, requires: merged([...(options.requires ?? []), ...seen(decisions)]) };
      const commit = await ledger.commit(changes, commitOptions(decisions, held));
      return commit.replayed ? { commit } : { commit, decisions };
    }
    await checkUnchanged(ledger, decisions, options);
    const commit = await earlier(ledger, options);
    return commit ? { commit } : { decisions };
  } catch (error) {
    if (isLast || isFinal(error, options.requires ?? [])) throw error;
    return undefined;
  }
}

/**
 * Decides and commits several records at once. Where something moved in between, everything is decided again, from fresh
 * records and fresh guards. Where nothing is to be changed, nothing is committed, but guards and deadlines still hold.
 *
 * @param decide - Loads and decides; called once for each attempt. What it throws ends the transaction, unless the same
 * key was committed in the meantime: then that commit is the answer.
 */
export async function transact<const Decisions extends readonly Prepared[]>(
  ledger: Ledger,
  decide: () => Promise<Decisions>,
  options: TransactOptions = {},
): Promise<Transaction<Decisions>> {
  const { attempts = 24 } = options;
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 100)
    throw new RangeError("attempts is 1 to 100.");
  const replayed = await earlier(ledger, options);
  if (replayed) return { commit: replayed };
  for (let tries = 1; ; tries += 1) {
    try {
      const done = await settle(ledger, await decide(), options, tries === attempts);
      if (done) return done;
    } catch (error) {
      // The law may say no only because the same command, sent twice at once, was carried out a moment ago.
      const commit = await earlier(ledger, options);
      if (commit) return { commit };
      throw error;
    }
    await pause(tries);
  }
}
