import type { Actor } from "./actor.js";
import type { RecordKind } from "./ids.js";
import type { Instant } from "./json.js";
import type { Guard, LookupKey, Timer } from "./ledger.js";

/** What a decision may know besides state and command. */
export interface Context {
  /** The ledger's clock, as `get` gave it. */
  readonly now: Instant;
  /** The verified party that acts. */
  readonly actor: Actor;
  /** The caller's key for this command, if it has one. */
  readonly idempotencyKey?: string;
}

/** What a decision gives: what happens, and under which conditions it may be committed. */
export interface Decided<Event> {
  /** What happens. Empty: nothing needs to change. */
  readonly events: readonly Event[];
  /** The commit must come before this instant. */
  readonly before?: Instant;
  /** The commit must not come before this instant. */
  readonly notBefore?: Instant;
  /** Records that must not move before the commit. */
  readonly requires?: readonly Guard[];
}

/** The form that every event of a decider has. */
export interface DeciderEvent {
  /** What happened, in the past tense: `handoff.claimed`. */
  readonly type: string;
  /** The particulars, JSON without undefined. */
  readonly data: object;
}

/**
 * The law of one kind of record: pure functions, no I/O, no clock of its own. If a rule is not in a decider, it is in
 * the wrong place.
 */
export interface Decider<State, Command, Event extends DeciderEvent> {
  /** What kind of record it rules. */
  readonly kind: RecordKind;
  /** Version of this law: older states are refolded from history, newer ones refused. A whole number from 1. */
  readonly version: number;
  /** The state before the first event. */
  readonly initial: State;
  /** Throws the package's error when the law says no. */
  decide(state: State, command: Command, context: Context): Decided<Event>;
  /** The state after an event. Also reads events that older versions wrote; must never throw for those. */
  evolve(state: State, event: Event): State;
  /** How the record is found. */
  keys?(state: State): readonly LookupKey[];
  /** What must happen later. */
  timers?(state: State): readonly Timer[];
  /** What is stored together with the record, usually the subject. Only the first commit's answer counts. */
  partition?(state: State): string | undefined;
}
