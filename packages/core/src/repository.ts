import type { Actor } from "./actor.js";
import { timeOf } from "./clock.js";
import type { Context, Decided, Decider, DeciderEvent } from "./decider.js";
import { LedgerError } from "./errors.js";
import { fingerprint } from "./idempotency.js";
import { kindOf, type RecordId } from "./ids.js";
import type { Instant, JsonObject } from "./json.js";
import type { Change, Guard, Ledger, LedgerRecord, NewEvent } from "./ledger.js";
import { type Prepared, transact } from "./transact.js";

/** A record as its law reads it. */
export interface Loaded<State> {
  /** The record's address. */
  readonly record: RecordId;
  /** Its state; the law's `initial` where there is no record. */
  readonly state: State;
  /** Its version; 0 where there is no record. */
  readonly version: number;
  /** The ledger's clock. */
  readonly now: Instant;
}

/** How a command is to be carried out. */
export interface CommandOptions {
  /** The verified party that acts. */
  readonly actor: Actor;
  /** Decide only on this version; otherwise `ledger/conflict`. It comes from the caller's grant and is never refilled. */
  readonly expectedVersion?: number;
  /**
   * Records that must not move before the commit, besides those that the law names. For `prepare`: what the service read
   * for this attempt. For `handle`: from the caller's own grant, never refilled.
   */
  readonly requires?: readonly Guard[];
  /** Made by `idempotencyKey`; the law sees it. */
  readonly idempotencyKey?: string;
}

/** How a command is to be carried out and committed. */
export interface HandleOptions extends CommandOptions {
  /** Default: of the record and the command. Give one where the record's address is new at each try. */
  readonly fingerprint?: string;
}

/** What a command gave. */
export interface Handled<State> extends Loaded<State> {
  /** True when the same key had been committed before and nothing was written now. */
  readonly replayed: boolean;
}

/** Loads, decides and commits records of one kind. */
export interface Repository<State, Command> {
  /** The record as it stands. Throws `ledger/newer-law` where a newer version of the law wrote it. */
  load(record: RecordId): Promise<Loaded<State>>;
  /** Decides without committing, for a `transact` over several records. */
  prepare(record: RecordId, command: Command, options: CommandOptions): Promise<Prepared<State>>;
  /** Carries out a command: looks for an earlier commit, loads, decides, commits; on a conflict loads and decides again. */
  handle(record: RecordId, command: Command, options: HandleOptions): Promise<Handled<State>>;
  /** Reads a found record as its law does, without loading it again. */
  read(record: LedgerRecord): Promise<State>;
}

function checkKind(record: RecordId, kind: string): void {
  if (kindOf(record) !== kind) throw new TypeError(`The address is not of kind ${kind}.`);
}

/** Types cannot tell an interface from a JSON object; the ledger refuses at the commit whatever is not one. */
function asJson(value: unknown): JsonObject {
  return value as JsonObject;
}

function asEvents(events: readonly DeciderEvent[], actor: Actor): readonly NewEvent[] {
  return events.map(({ type, data }) => ({
    type,
    data: asJson(data),
    actor: { kind: actor.kind, id: actor.id },
  }));
}

function conditions(
  decided: Decided<unknown>,
  { requires = [] }: CommandOptions,
): Pick<Prepared, "requires" | "before" | "notBefore"> {
  return {
    requires: [...requires, ...(decided.requires ?? [])],
    ...(decided.before === undefined ? {} : { before: decided.before }),
    ...(decided.notBefore === undefined ? {} : { notBefore: decided.notBefore }),
  };
}

async function readState<State, Event extends DeciderEvent>(
  ledger: Ledger,
  decider: Decider<State, never, Event>,
  found: LedgerRecord,
): Promise<State> {
  if (found.law === decider.version) return found.state as State;
  if (found.law > decider.version) {
    throw new LedgerError("ledger/newer-law", {
      details: { record: found.record, law: found.law, known: decider.version },
    });
  }
  let state = decider.initial;
  for await (const { event, version } of ledger.history(found.record)) {
    // The record may have moved since it was found: the state must be that of the version.
    if (version > found.version) break;
    state = decider.evolve(state, { type: event.type, data: event.data } as unknown as Event);
  }
  return state;
}

function changeOf<State, Event extends DeciderEvent>(
  decider: Decider<State, never, Event>,
  loaded: Loaded<State>,
  state: State,
  events: readonly NewEvent[],
): Change {
  const partition = decider.partition?.(state);
  return {
    record: loaded.record,
    ...(partition === undefined ? {} : { partition }),
    expectedVersion: loaded.version,
    law: decider.version,
    events,
    state: asJson(state),
    keys: decider.keys?.(state) ?? [],
    timers: decider.timers?.(state) ?? [],
  };
}

/** A law and the ledger it works on. */
interface Work<State, Command, Event extends DeciderEvent> {
  readonly ledger: Ledger;
  readonly decider: Decider<State, Command, Event>;
}

async function load<State, Event extends DeciderEvent>(
  { ledger, decider }: Work<State, never, Event>,
  record: RecordId,
): Promise<Loaded<State>> {
  checkKind(record, decider.kind);
  const { now, record: found } = await ledger.get(record);
  if (!found) return { record, state: decider.initial, version: 0, now };
  return { record, state: await readState(ledger, decider, found), version: found.version, now };
}

function checkExpected({ record, version }: Loaded<unknown>, expected: number | undefined): void {
  if (expected === undefined || expected === version) return;
  throw new LedgerError("ledger/conflict", { details: { record, expected, actual: version } });
}

async function prepare<State, Command, Event extends DeciderEvent>(
  work: Work<State, Command, Event>,
  record: RecordId,
  command: Command,
  options: CommandOptions,
): Promise<Prepared<State>> {
  const { decider } = work;
  const { actor, idempotencyKey } = options;
  const loaded = await load(work, record);
  checkExpected(loaded, options.expectedVersion);
  const context: Context = {
    now: loaded.now,
    actor,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
  const decided = decider.decide(loaded.state, command, context);
  const held = conditions(decided, options);
  if (decided.events.length === 0) return { record, state: loaded.state, version: loaded.version, ...held };
  const state = decided.events.reduce((before, event) => decider.evolve(before, event), loaded.state);
  const change = changeOf(decider, loaded, state, asEvents(decided.events, actor));
  return { record, state, version: loaded.version + change.events.length, change, ...held };
}

async function handle<State, Command, Event extends DeciderEvent>(
  work: Work<State, Command, Event>,
  record: RecordId,
  command: Command,
  options: HandleOptions,
): Promise<Handled<State>> {
  const { idempotencyKey: key, requires } = options;
  const decide = async () => [await prepare(work, record, command, options)] as const;
  const { commit, decisions } = await transact(work.ledger, decide, {
    ...(key === undefined
      ? {}
      : { idempotencyKey: key, fingerprint: options.fingerprint ?? fingerprint([record, command]) }),
    ...(requires === undefined ? {} : { requires }),
  });
  if (!decisions) return { ...(await load(work, commit?.records[0]?.record ?? record)), replayed: true };
  const [{ state, version }] = decisions;
  return { record, state, version, now: commit?.time ?? (await timeOf(work.ledger)), replayed: false };
}

/**
 * Puts a law to work on a ledger.
 *
 * Errors: the law's own; `ledger/conflict` when a version or guard of the caller's has moved, or when others were faster
 * too many times; and whatever else the ledger says.
 */
export function createRepository<State, Command, Event extends DeciderEvent>(
  ledger: Ledger,
  decider: Decider<State, Command, Event>,
): Repository<State, Command> {
  const work = { ledger, decider };
  return {
    load: (record) => load(work, record),
    prepare: (record, command, options) => prepare(work, record, command, options),
    handle: (record, command, options) => handle(work, record, command, options),
    read: (found) => readState(ledger, decider, found),
  };
}
