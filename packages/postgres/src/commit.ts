import {
  type Change,
  type Commit,
  type CommitOptions,
  type CommittedRecord,
  checkCommit,
  isThroughlineError,
  type JsonObject,
  LedgerError,
  type LedgerErrorCode,
  sealChange,
} from "@throughline/core";
import { platformSha256 } from "./hash.js";
import { standingIn } from "./standing.js";
import type { Workbench } from "./workbench.js";

/** A reply of `commit_changes`: what was committed, or why nothing was. */
type Reply =
  | { readonly time: string; readonly records: readonly CommittedRecord[]; readonly replayed?: boolean }
  | { readonly refused: LedgerErrorCode; readonly details: JsonObject };

type Lock = readonly [record: string, version: number, change: number | null];

/**
 * Every record to be locked, in order of address: so no two commits ever wait for each other. A guard on a changed record
 * is left out where it says the same; where it does not, the database refuses it, unless the commit was made before.
 */
function locksOf(changes: readonly Change[], options: CommitOptions): readonly Lock[] {
  const expected = new Map(changes.map(({ record, expectedVersion }) => [record, expectedVersion]));
  const guards = (options.requires ?? []).filter(({ record, version }) => expected.get(record) !== version);
  const locks: readonly Lock[] = [
    ...changes.map(({ record, expectedVersion }, at) => [record, expectedVersion, at] as const),
    ...guards.map(({ record, version }) => [record, version, null] as const),
  ];
  return [...locks].sort(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1));
}

function sealed(source: string, change: Change): JsonObject {
  const { events, state, keys, timers, stateDigest } = sealChange(source, change, platformSha256);
  return {
    record: change.record,
    partition: change.partition ?? change.record,
    expected: change.expectedVersion,
    law: change.law,
    bodies: events.map(({ text }) => text),
    digests: events.map(({ digest }) => digest),
    state,
    keys,
    timers,
    stateDigest,
  };
}

/** What `commit_changes` is asked. Without an idempotency key, `attempt` tells this commit's own repeats from others. */
function requestOf(source: string, changes: readonly Change[], options: CommitOptions): JsonObject {
  const { idempotencyKey, fingerprint = "", before, notBefore } = options;
  return {
    locks: locksOf(changes, options),
    changes: changes.map((change) => sealed(source, change)),
    ...(idempotencyKey === undefined
      ? { attempt: crypto.randomUUID() }
      : { key: idempotencyKey, fingerprint }),
    ...(before === undefined ? {} : { before }),
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

/** What an earlier commit left in the database may have been altered there. */
function parsed(text: string): Reply {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LedgerError("ledger/corrupt", { details: { table: "commits" }, cause });
  }
}

function commitIn(text: string): Commit {
  const reply = parsed(text);
  if ("refused" in reply) throw new LedgerError(reply.refused, { details: reply.details });
  return { time: reply.time, records: reply.records, replayed: reply.replayed ?? true };
}

/** One round trip. A refusal that undid a beginning may come from this very commit, sent twice: then that one counts. */
async function replyTo(bench: Workbench, request: string): Promise<string> {
  try {
    const [row] = await bench.ask<{ readonly reply: string }>("commit", [request]);
    if (row) return row.reply;
  } catch (error) {
    if (!isThroughlineError(error, "ledger/conflict") && !isThroughlineError(error, "ledger/key-taken"))
      throw error;
    const [row] = await bench.ask<{ readonly reply: string | null }>("earlier", [request]);
    if (typeof row?.reply === "string") return row.reply;
    throw error;
  }
  throw new LedgerError("ledger/unavailable");
}

/** Commits in one round trip. */
export async function commitTo(
  bench: Workbench,
  changes: readonly Change[],
  options: CommitOptions,
): Promise<Commit> {
  checkCommit(changes, options);
  const request = requestOf(bench.source, changes, options);
  const reply = await replyTo(bench, JSON.stringify(request));
  const commit = commitIn(reply);
  if (options.idempotencyKey === undefined) return { ...commit, replayed: false };
  return commit.replayed ? standingIn(bench, reply) : commit;
}

/** An earlier commit under this key. */
export async function committedIn(
  bench: Workbench,
  key: string,
  fingerprint: string,
): Promise<Commit | undefined> {
  const [row] = await bench.ask<{ readonly fingerprint: string; readonly reply: string }>("committed", [key]);
  if (!row) return undefined;
  if (row.fingerprint !== fingerprint) throw new LedgerError("ledger/key-reused");
  return standingIn(bench, row.reply);
}
