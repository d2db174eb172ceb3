import type { Decisions, FactTypeId } from "@throughline/core";
import type { Projection, Withheld } from "./model.js";

/** Splits data by decisions. A fact without a decision is withheld. */
export function projectBy<Data extends Readonly<Record<FactTypeId, unknown>>>(
  data: Data,
  { decisions, guard, validUntil }: Decisions,
): Projection<Data> {
  const decisionOf = new Map(Object.entries(decisions));
  const covered: [FactTypeId, unknown][] = [];
  const withheld: Withheld[] = [];
  for (const [fact, value] of Object.entries(data)) {
    const decision = decisionOf.get(fact);
    if (decision?.permitted === true) covered.push([fact, value]);
    else withheld.push({ fact, reason: decision?.reason ?? "fact-not-covered" });
  }
  return {
    data: Object.fromEntries(covered) as Partial<Data>,
    withheld,
    guard,
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}
