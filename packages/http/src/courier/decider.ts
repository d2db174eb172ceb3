import {
  applyRule,
  type CommandRules,
  type Context,
  canonicalize,
  type Decided,
  type Decider,
  type Parcel,
} from "@throughline/core";
import { HttpError } from "../errors.js";
import type {
  EndReason,
  EndStatus,
  Outcome,
  ParcelCommand,
  ParcelEvent,
  ParcelState,
  WaitingParcel,
} from "./model.js";
import { nextDue } from "./schedule.js";

/** So many refusals (4xx) end a parcel: one may pass with a key being exchanged, four do not. */
export const mostRefusals = 4;

const nothing: Decided<ParcelEvent> = { events: [] };

/** How each reason ends a parcel. */
const endings = {
  accepted: "delivered",
  gone: "refused",
  refused: "refused",
  expired: "expired",
  "no-answer": "given-up",
  erased: "given-up",
} as const satisfies Readonly<Record<EndReason, EndStatus>>;

function end(reason: EndReason, attempts: number): Decided<ParcelEvent> {
  return { events: [{ type: "parcel.ended", data: { status: endings[reason], reason, attempts } }] };
}

function isSame(state: Exclude<ParcelState, { status: "new" }>, parcel: Parcel): boolean {
  if (state.status !== "waiting") return state.to === parcel.to && state.type === parcel.type;
  return canonicalize(state.parcel) === canonicalize(parcel);
}

function post(state: ParcelState, { parcel, from }: ParcelCommand & { type: "post" }, { now }: Context) {
  if (state.status !== "new") {
    if (!isSame(state, parcel)) throw new HttpError("http/parcel-reused", { details: { id: parcel.id } });
    return nothing;
  }
  return { events: [{ type: "parcel.posted", data: { parcel, from, at: now } }] } as const;
}

function putBack(
  state: WaitingParcel,
  { result, retryAfterSeconds }: Outcome,
  { now }: Context,
): Decided<ParcelEvent> {
  const { id, expires } = state.parcel;
  const attempts = state.attempts + 1;
  const due = nextDue({
    id,
    attempts,
    now,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(expires === undefined ? {} : { expires }),
  });
  if (due === undefined) return end("no-answer", attempts);
  return { events: [{ type: "parcel.put-back", data: { result, due } }] };
}

/** What a try leads to. */
const consequences: Readonly<
  Record<
    Outcome["result"],
    (state: WaitingParcel, outcome: Outcome, context: Context) => Decided<ParcelEvent>
  >
> = {
  accepted: (state) => end("accepted", state.attempts + 1),
  gone: (state) => end("gone", state.attempts + 1),
  erased: (state) => end("erased", state.attempts),
  refused: (state, outcome, context) =>
    state.refusals + 1 >= mostRefusals
      ? end("refused", state.attempts + 1)
      : putBack(state, outcome, context),
  failed: putBack,
};

/** Of two workers that made the same try, the first is recorded; only good news is never too late. */
function record(
  state: ParcelState,
  { attempt, outcome }: ParcelCommand & { type: "record" },
  context: Context,
) {
  if (state.status !== "waiting") return nothing;
  if (outcome.result !== "accepted" && attempt !== state.attempts + 1) return nothing;
  return consequences[outcome.result](state, outcome, context);
}

function expire(state: ParcelState, now: string): Decided<ParcelEvent> {
  const isOver = state.status === "waiting" && now >= (state.parcel.expires ?? "~");
  return isOver ? end("expired", state.attempts) : nothing;
}

function posted({ parcel, from, at }: (ParcelEvent & { type: "parcel.posted" })["data"]): WaitingParcel {
  return { status: "waiting", parcel, from, postedAt: at, attempts: 0, refusals: 0, due: at };
}

function evolve(state: ParcelState, event: ParcelEvent): ParcelState {
  if (event.type === "parcel.posted") return posted(event.data);
  if (state.status !== "waiting") return state;
  if (event.type === "parcel.ended") return { ...event.data, to: state.parcel.to, type: state.parcel.type };
  const { result, due } = event.data;
  return {
    ...state,
    attempts: state.attempts + 1,
    refusals: state.refusals + (result === "refused" ? 1 : 0),
    due,
  };
}

const rules: CommandRules<ParcelState, ParcelCommand, Decided<ParcelEvent>> = {
  post,
  record,
  expire: (state, _, { now }) => expire(state, now),
};

/** The law of the outbox: a parcel waits, is tried on a schedule, and ends once. */
export const parcelLaw: Decider<ParcelState, ParcelCommand, ParcelEvent> = {
  kind: "parcel",
  version: 1,
  initial: { status: "new" },
  decide: (state, command, context) => applyRule(rules, state, command, context),
  evolve,
  timers: (state) => (state.status === "waiting" ? [{ name: "try", due: state.due }] : []),
};
