import type { HandoffEvent, HandoffState } from "./handoff.js";
import type { HandoffStatus } from "./handoff-states.js";

type Data<Type extends HandoffEvent["type"]> = Extract<HandoffEvent, { readonly type: Type }>["data"];

/** Without the code: used once, burnt for ever. */
function burnt(state: HandoffState): HandoffState {
  const { code: _, until: __, ...kept } = state;
  return kept;
}

/** Whoever held it holds it no longer: the fence moves on. */
function fenced(state: HandoffState, status: HandoffStatus): HandoffState {
  return { ...burnt(state), status, epoch: state.epoch + (state.claim ? 1 : 0) };
}

/** Back in the queue at its old place, without a holder and without a code. */
function lapsed(state: HandoffState): HandoffState {
  const { claim: _, ...offered } = fenced(state, "offered");
  return offered;
}

/** What each event makes of the state before it. */
const evolutions: {
  readonly [Type in HandoffEvent["type"]]: (state: HandoffState, data: Data<Type>) => HandoffState;
} = {
  "handoff.offered": (state, { terms, code, at, by }) => ({
    ...state,
    status: "offered",
    terms,
    code,
    codes: 1,
    offeredAt: at,
    offeredBy: by,
  }),
  "handoff.code-reissued": (state, { code }) => ({ ...state, code, codes: code.generation }),
  "handoff.claimed": (state, { claim, until }) => ({
    ...burnt(state),
    status: "claimed",
    claim,
    until,
    epoch: state.epoch + 1,
  }),
  "handoff.accepted": (state, { level, until }) => ({ ...state, status: "accepted", level, until }),
  "handoff.completed": (state) => fenced(state, "completed"),
  "handoff.returned": (state) => fenced(state, "returned"),
  "handoff.declined": (state) => fenced(state, "declined"),
  "handoff.lapsed": lapsed,
  "handoff.expired": (state) => fenced(state, "expired"),
  "handoff.withdrawn": (state) => fenced(state, "withdrawn"),
  "handoff.recalled": (state) => fenced(state, "recalled"),
};

/** The handoff after an event. */
export function evolveHandoff(state: HandoffState, event: HandoffEvent): HandoffState {
  return evolutions[event.type](state, event.data as never);
}
