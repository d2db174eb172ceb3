import { LedgerError } from "./errors.js";
import { isInstant } from "./instant.js";
import type { Change, CommitOptions } from "./ledger.js";

const recordForm = /^[a-z][a-z0-9-]*\/[A-Za-z0-9_.:-]{1,200}$/;

function refuse(member: string, reason: string): never {
  throw new LedgerError("ledger/invalid-change", { details: { member, reason } });
}

function unique(member: string, names: readonly string[]): void {
  if (new Set(names).size !== names.length) refuse(member, "twice the same");
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function checkChange(change: Change): void {
  if (!recordForm.test(change.record)) refuse("record", "not an address");
  if (!isWhole(change.expectedVersion, 0)) refuse("expectedVersion", "not a whole number from 0");
  if (!isWhole(change.law, 1)) refuse("law", "not a whole number from 1");
  if (change.events.length === 0) refuse("events", "none");
  if (change.events.some((event) => event.type.length === 0)) refuse("events", "no type");
  unique("keys", change.keys.map((key) => JSON.stringify([key.name, key.value])));
  unique("timers", change.timers.map((timer) => timer.name));
  if (!change.timers.every((timer) => isInstant(timer.due))) refuse("timers", "due is not an instant");
}

/**
 * Refuses a malformed commit before any store touches it.
 *
 * @throws LedgerError `ledger/invalid-change`, with the member and the reason.
 */
export function checkCommit(changes: readonly Change[], options: CommitOptions): void {
  if (changes.length === 0) refuse("changes", "none");
  changes.forEach(checkChange);
  unique("changes", changes.map((change) => change.record));
  const guards = options.requires ?? [];
  unique("requires", guards.map((guard) => guard.record));
  if (!guards.every((guard) => recordForm.test(guard.record))) refuse("requires", "not an address");
  if (!guards.every((guard) => isWhole(guard.version, 0))) refuse("requires", "not a whole number from 0");
  if (options.before !== undefined && !isInstant(options.before)) refuse("before", "not an instant");
  if (options.notBefore !== undefined && !isInstant(options.notBefore)) refuse("notBefore", "not an instant");
  if (options.idempotencyKey !== undefined && options.fingerprint === undefined) refuse("fingerprint", "missing");
}
