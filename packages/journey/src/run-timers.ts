import type { Actor, Timers } from "@throughline/core";
import type { Foundation } from "./foundation.js";

/**
 * Deals with what is due: offers that ended, claims that were not followed by acceptance, leases that ran out. Safe to
 * run by many at once, and again after a crash: the law looks at the clock itself.
 *
 * @returns How many timers were dealt with.
 */
export async function runHandoffTimers(
  foundation: Foundation,
  timers: Timers,
  limit: number,
): Promise<number> {
  const actor: Actor = { kind: "service", id: "journey-timers", organisation: foundation.organisation };
  const due = await timers.take({ kind: "handoff", limit });
  for (const timer of due) {
    await foundation.handoffs.handle(timer.record, { type: "lapse" }, { actor });
    await timers.done(timer);
  }
  return due.length;
}
