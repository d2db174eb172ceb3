import { LedgerError } from "./errors.js";
import { isInstant } from "./instant.js";
import type { Change, CommitOptions, LookupKey, NewEvent } from "./ledger.js";
import { isAttributeText, isStorable } from "./text.js";

const recordForm = /^[a-z][a-z0-9-]{0,59}\/[A-Za-z0-9_.:-]{1,200}$/;

function refuse(member: string, reason: string): never {
  throw new LedgerError("ledger/invalid-change", { details: { member, reason } });
}

function unique(member: string, names: readonly string[]): void {
  if (new Set(names).size !== names.length) refuse(member, "twice the same");
}

/** As large as every store can count; a record never has so many events. */
const mostWhole = 2_000_000_000;

function isWhole(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= mostWhole;
}

function isText(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && isStorable(text);
}

/** Short enough together for one entry of a database index. */
function isKey({ name, value, order = "" }: LookupKey): boolean {
  return isText(name, 1, 60) && isText(value, 0, 400) && isText(order, 0, 200);
}

function isEvent({ type, actor }: NewEvent): boolean {
  return isAttributeText(type) && (actor === undefined || isAttributeText(actor.id));
}

function checkChange(change: Change): void {
  if (!recordForm.test(change.record)) refuse("record", "not an address");
  if (!isWhole(change.expectedVersion, 0))
    refuse("expectedVersion", "not a whole number from 0 to 2,000,000,000");
  if (!isWhole(change.law, 1)) refuse("law", "not a whole number from 1 to 2,000,000,000");
  if (change.events.length === 0) refuse("events", "none");
  if (!change.events.every(isEvent)) refuse("events", "type or actor is not a text for an event");
  unique(
    "keys",
    change.keys.map((key) => JSON.stringify([key.name, key.value])),
  );
  if (!change.keys.every(isKey)) refuse("keys", "too long, empty name, or not storable");
  unique(
    "timers",
    change.timers.map((timer) => timer.name),
  );
  if (!change.timers.every((timer) => isInstant(timer.due))) refuse("timers", "due is not an instant");
  if (!change.timers.every((timer) => isText(timer.name, 1, 200)))
    refuse("timers", "name is not 1 to 200 characters");
  if (!isText(change.partition ?? change.record, 1, 300)) refuse("partition", "not 1 to 300 characters");
}

/**
 * Refuses a malformed commit before any store touches it.
 *
 * @throws LedgerError `ledger/invalid-change`, with the member and the reason.
 */
export function checkCommit(changes: readonly Change[], options: CommitOptions): void {
  if (changes.length === 0) refuse("changes", "none");
  changes.forEach(checkChange);
  unique(
    "changes",
    changes.map((change) => change.record),
  );
  const guards = options.requires ?? [];
  unique(
    "requires",
    guards.map((guard) => guard.record),
  );
  if (!guards.every((guard) => recordForm.test(guard.record))) refuse("requires", "not an address");
  if (!guards.every((guard) => isWhole(guard.version, 0)))
    refuse("requires", "not a whole number from 0 to 2,000,000,000");
  if (options.before !== undefined && !isInstant(options.before)) refuse("before", "not an instant");
  if (options.notBefore !== undefined && !isInstant(options.notBefore)) refuse("notBefore", "not an instant");
  if (!isText(options.idempotencyKey ?? "key", 1, 200)) refuse("idempotencyKey", "not 1 to 200 characters");
  if (options.idempotencyKey !== undefined && options.fingerprint === undefined)
    refuse("fingerprint", "missing");
  if (!isStorable(options.fingerprint ?? "")) refuse("fingerprint", "not storable");
}
