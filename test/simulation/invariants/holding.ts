import { type Instant, idOf } from "@throughline/core";
import type { HandoffTerms } from "../../../packages/journey/src/handoff.js";
import { eventsOf, type InvariantMaker, type Told } from "../invariant.js";

interface Held {
  readonly terms: HandoffTerms;
  readonly status: "offered" | "claimed" | "accepted" | "over";
  readonly holder?: string;
  readonly until?: Instant;
}

type Next = (told: Told, before: Held | undefined) => Held | undefined;

const over: Next = (_, before) => before && { terms: before.terms, status: "over" };

/** What each event makes of who holds a handoff. Written anew here, so that a mistake in the law is not repeated. */
const nexts: Readonly<Partial<Record<Told["type"], Next>>> = {
  "handoff.offered": ({ type, data }) =>
    type === "handoff.offered" ? { terms: data.terms, status: "offered" } : undefined,
  "handoff.claimed": ({ type, data }, before) =>
    before && type === "handoff.claimed"
      ? { terms: before.terms, status: "claimed", holder: data.claim.holder.id, until: data.until }
      : undefined,
  "handoff.accepted": ({ type, data }, before) =>
    before && type === "handoff.accepted" ? { ...before, status: "accepted", until: data.until } : undefined,
  "handoff.lapsed": (_, before) => before && { terms: before.terms, status: "offered" },
  "handoff.completed": over,
  "handoff.returned": over,
  "handoff.declined": over,
  "handoff.expired": over,
  "handoff.withdrawn": over,
  "handoff.recalled": over,
};

/** Only the holder does these, and only while holding. What the clock does in a holder's stead is done by a service. */
const holderActs = new Set(["handoff.accepted", "handoff.completed", "handoff.returned", "handoff.declined"]);

/** One holder at a time, and no act of one who no longer holds. */
export const holding: InvariantMaker = (violate) => {
  const handoffs = new Map<string, Held>();

  function checkActor(told: Told, time: Instant): void {
    if (!("by" in told.data) || told.data.by.kind !== "staff") return;
    const under = "handoff" in told.data ? told.data.handoff : undefined;
    const handoff = holderActs.has(told.type) ? idOf(told.record) : under;
    if (handoff === undefined) return;
    const held = handoffs.get(handoff);
    const isHolder = held?.holder === told.data.by.id && time < (held.until ?? "");
    const isFit = under === undefined || held?.status === "accepted";
    if (!isHolder || !isFit) violate(`${told.type} by one who does not hold the handoff`);
  }

  return {
    name: "one holder at a time",
    committed(commit) {
      const events = eventsOf(commit);
      for (const told of events) checkActor(told, commit.time);
      const touched = new Set<string>();
      for (const told of events) {
        const handoff = idOf(told.record);
        const next = nexts[told.type]?.(told, handoffs.get(handoff));
        if (!next) continue;
        handoffs.set(handoff, next);
        touched.add(next.terms.journey);
      }
      for (const journey of touched) {
        const holders = [...handoffs.values()].filter(
          ({ terms, status }) => terms.journey === journey && status === "accepted",
        );
        if (holders.length > 1) violate(`${holders.length} accepted handoffs of one journey`);
      }
    },
    async atRest() {
      const open = [...handoffs.values()].filter(({ status }) => status !== "over");
      if (open.length > 0) violate(`${open.length} handoffs are still ${open[0]?.status} when all is over`);
    },
  };
};
