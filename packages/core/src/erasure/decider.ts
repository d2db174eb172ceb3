import type { Actor } from "../actor.js";
import type { Decider } from "../decider.js";
import { LedgerError } from "../errors.js";
import { addSeconds } from "../instant.js";
import type { Instant } from "../json.js";
import type { LookupKey, Timer } from "../ledger.js";
import { applyRule, type CommandRules } from "../rules.js";
import { ErasureError } from "./errors.js";
import type { Kept } from "./model.js";
import type {
  BeginErasure,
  ErasureAsked,
  ErasureCommand,
  ErasureEvent,
  ErasureEventData,
  ErasureState,
} from "./stages.js";

interface Result {
  readonly events: readonly ErasureEvent[];
  readonly notBefore?: Instant;
}

/** A person for herself alone, not while acting for another; staff with a reason, and they alone for an earlier day. */
function isAllowed(actor: Actor, { organisation, subjects, reason, askedAt }: BeginErasure): boolean {
  if (actor.organisation !== organisation) return false;
  if (actor.kind === "staff") return reason !== undefined;
  const isHerself = actor.kind === "person" && actor.id === subjects[0];
  return isHerself && (actor.onBehalfOf ?? actor.id) === actor.id && askedAt === undefined;
}

/** What every erasure leaves: records whose sealed parts nobody can open, so that chains and proofs still verify. */
const history: Kept = { what: "sealed-history", basis: "proof" };

function union(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}

const rules: CommandRules<ErasureState, ErasureCommand, Result> = {
  begin: (state, command, { now, actor }) => {
    if (!isAllowed(actor, command)) throw new ErasureError("erasure/not-allowed");
    if (state.status !== "none") return { events: [] };
    const { subjects, askedAt = now, reason, kept, keys } = command;
    if (askedAt > now) throw new ErasureError("erasure/invalid-input", { details: { members: ["askedAt"] } });
    const why = reason === undefined ? {} : { reason };
    const asked: ErasureAsked = { subjects, askedAt, ...why, kept: [history, ...kept] };
    return {
      events: [
        { type: "erasure.asked", data: asked },
        { type: "erasure.begun", data: { begunAt: now, keys } },
      ],
    };
  },
  "record-destruction": (state, command, { now }) => {
    const isDue =
      state.status === "erasing" || (state.status === "keys-destroyed" && command.isAgain === true);
    if (!isDue) return { events: [] };
    // A clock that was set back must not make a receipt whose dates contradict each other.
    const keysDestroyedAt = now > state.begunAt ? now : state.begunAt;
    const data = {
      keys: union(state.keys, command.keys),
      keysDestroyedAt,
      completableAt: addSeconds(keysDestroyedAt, command.keyCacheSeconds),
      backupsLapseAt: addSeconds(keysDestroyedAt, command.backupRetentionSeconds),
    };
    return { events: [{ type: "erasure.keys-destroyed", data }] };
  },
  complete: (state, { completedAt, receipt }, { now }) => {
    if (state.status !== "keys-destroyed") return { events: [] };
    const { completableAt } = state;
    if (completedAt < completableAt || completedAt > now)
      throw new LedgerError("ledger/too-early", { details: { notBefore: completableAt } });
    return {
      events: [{ type: "erasure.completed", data: { completedAt, receipt } }],
      notBefore: completableAt,
    };
  },
};

type Evolutions = {
  readonly [Type in keyof ErasureEventData]: (
    state: ErasureState,
    data: ErasureEventData[Type],
  ) => ErasureState;
};

const evolutions: Evolutions = {
  "erasure.asked": (_, data) => ({ ...data, status: "asked" }),
  "erasure.begun": (state, data) =>
    state.status === "asked" ? { ...state, ...data, status: "erasing" } : state,
  "erasure.keys-destroyed": (state, data) =>
    state.status === "erasing" || state.status === "keys-destroyed"
      ? { ...state, ...data, status: "keys-destroyed" }
      : state,
  "erasure.completed": (state, data) =>
    state.status === "keys-destroyed" ? { ...state, ...data, status: "completed" } : state,
};

function evolve<Type extends keyof ErasureEventData>(
  state: ErasureState,
  { type, data }: ErasureEvent<Type>,
): ErasureState {
  return evolutions[type](state, data);
}

/** Under this name and value every erasure that has begun is found: the ledger's own list of tombstones. */
export const tombstonesKey = { name: "tombstones", value: "all" } as const;

function keys(state: ErasureState): readonly LookupKey[] {
  if (state.status === "none" || state.status === "asked") return [];
  const people = state.subjects.map((value) => ({ name: "subject", value, order: state.begunAt }));
  return [{ ...tombstonesKey, order: state.begunAt }, ...people];
}

function timers(state: ErasureState): readonly Timer[] {
  if (state.status === "erasing") return [{ name: "destroy", due: state.begunAt }];
  return state.status === "keys-destroyed" ? [{ name: "complete", due: state.completableAt }] : [];
}

/** The law of erasure: asked, then erasing, then keys destroyed, then completed; there is no way back. */
export const erasureDecider: Decider<ErasureState, ErasureCommand, ErasureEvent> = {
  kind: "erasure",
  version: 1,
  initial: { status: "none" },
  decide: (state, command, context) => applyRule(rules, state, command, context),
  evolve: (state, event) => evolve(state, event),
  keys,
  timers,
};
