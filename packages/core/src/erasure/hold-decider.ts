import type { Actor, OrganisationId, SubjectId } from "../actor.js";
import type { Context, Decider } from "../decider.js";
import { type RecordId, recordId } from "../ids.js";
import type { Instant } from "../json.js";
import { applyRule, type CommandRules } from "../rules.js";
import { ErasureError } from "./errors.js";
import type { Hold } from "./model.js";

/** Whether a person may be erased. */
export interface HoldState {
  /** Whom it concerns. Absent before the first event. */
  readonly subject?: SubjectId;
  /** What forbids it, by basis; those that have ended by themselves included. */
  readonly holds: readonly Hold[];
  /** The erasure that has begun. From then on no hold is taken. */
  readonly erasure?: string;
}

/** What may be asked of it. */
export type HoldCommand =
  | ({ readonly type: "hold"; readonly organisation: OrganisationId; readonly subject: SubjectId } & Hold)
  | {
      readonly type: "lift";
      readonly organisation: OrganisationId;
      readonly subject: SubjectId;
      readonly basis: string;
    }
  | { readonly type: "close"; readonly subject: SubjectId; readonly erasure: string };

/** What happened to it. */
export type HoldEvent =
  | { readonly type: "erasure-hold.placed"; readonly data: { readonly subject: SubjectId } & Hold }
  | {
      readonly type: "erasure-hold.lifted";
      readonly data: { readonly subject: SubjectId; readonly basis: string };
    }
  | {
      readonly type: "erasure-hold.closed";
      readonly data: { readonly subject: SubjectId; readonly erasure: string };
    };

type Result = { readonly events: readonly HoldEvent[] };

function isActive({ until }: Hold, now: Instant): boolean {
  return until === undefined || until > now;
}

function checkStaff(actor: Actor, organisation: OrganisationId): void {
  if (actor.kind === "staff" && actor.organisation === organisation) return;
  throw new ErasureError("erasure/not-allowed");
}

function refuseHeld(holds: readonly Hold[]): void {
  if (holds.length === 0) return;
  throw new ErasureError("erasure/held", {
    details: {
      holds: holds.map(({ basis, until }) => ({ basis, ...(until === undefined ? {} : { until }) })),
    },
  });
}

const rules: CommandRules<HoldState, HoldCommand, Result> = {
  hold: (state, { organisation, subject, basis, until }, { actor }) => {
    checkStaff(actor, organisation);
    if (state.erasure !== undefined) throw new ErasureError("erasure/begun");
    if (state.holds.some((hold) => hold.basis === basis && hold.until === until)) return { events: [] };
    const data = { subject, basis, ...(until === undefined ? {} : { until }) };
    return { events: [{ type: "erasure-hold.placed", data }] };
  },
  lift: (state, { organisation, subject, basis }, { actor }) => {
    checkStaff(actor, organisation);
    if (!state.holds.some((hold) => hold.basis === basis)) return { events: [] };
    return { events: [{ type: "erasure-hold.lifted", data: { subject, basis } }] };
  },
  close: (state, { subject, erasure }, { now }: Context) => {
    refuseHeld(state.holds.filter((hold) => isActive(hold, now)));
    if (state.erasure !== undefined) return { events: [] };
    return { events: [{ type: "erasure-hold.closed", data: { subject, erasure } }] };
  },
};

function without(holds: readonly Hold[], basis: string): readonly Hold[] {
  return holds.filter((hold) => hold.basis !== basis);
}

function evolve(state: HoldState, event: HoldEvent): HoldState {
  if (event.type === "erasure-hold.closed") return { ...state, ...event.data };
  const { subject, ...hold } = event.data;
  const rest = without(state.holds, hold.basis);
  return { ...state, subject, holds: event.type === "erasure-hold.placed" ? [...rest, hold] : rest };
}

/**
 * The law of holds, one record for each person. An erasure closes the record in the commit that begins it: of a hold and
 * an erasure at once one is first, and the other sees it.
 */
export const holdDecider: Decider<HoldState, HoldCommand, HoldEvent> = {
  kind: "erasure-hold",
  version: 1,
  initial: { holds: [] },
  decide: (state, command, context) => applyRule(rules, state, command, context),
  evolve,
  partition: ({ subject }) => subject,
};

/** The address of the record that says whether a person may be erased. */
export function holdRecord(subject: SubjectId): RecordId {
  return recordId(holdDecider.kind, subject);
}
