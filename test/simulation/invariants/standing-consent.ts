import type { Instant } from "@throughline/core";
import type { RecordedAct } from "../../../packages/consent/src/act.js";
import { adapt, remind } from "../catalogue.js";
import type { Told } from "../invariant.js";

/** The consent purpose that a fact serves here. Undefined: it needs none. */
export function purposeOf(fact: string): string | undefined {
  return [adapt, remind].find(({ facts }) => facts.includes(fact))?.id;
}

function isLast(said: RecordedAct, standing: RecordedAct | undefined): boolean {
  if (!standing || said.occurredAt !== standing.occurredAt)
    return !standing || said.occurredAt > standing.occurredAt;
  return said.outcome !== "granted" || said.recordedAt === said.occurredAt;
}

/** How a person's consent stood at one moment. */
export interface Standing {
  /** How many acts there were. Equal: nothing was said in between. */
  readonly acts: number;
  readonly isGiven: boolean;
  readonly until: Instant;
}

/** Keeps what people have said, from the events alone. */
export function standingConsent() {
  const said = new Map<string, { readonly acts: number; readonly last: RecordedAct }>();
  return {
    hear(told: Told): void {
      if (
        told.type !== "consent.granted" &&
        told.type !== "consent.refused" &&
        told.type !== "consent.withdrawn"
      )
        return;
      const key = `${told.data.subject} ${told.data.purpose}`;
      const before = said.get(key);
      const last = before && !isLast(told.data, before.last) ? before.last : told.data;
      said.set(key, { acts: (before?.acts ?? 0) + 1, last });
    },
    of(subject: string, purpose: string): Standing {
      const { acts = 0, last } = said.get(`${subject} ${purpose}`) ?? {};
      const isGiven = last?.outcome === "granted";
      return { acts, isGiven, until: (isGiven ? last.validUntil : undefined) ?? "9" };
    },
  };
}
