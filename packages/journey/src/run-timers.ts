import { type Actor, isThroughlineError, type Timers } from "@throughline/core";
import type { Foundation } from "./foundation.js";

/**
 * Deals with what is due: offers that ended, claims that were not followed by acceptance, leases that ran out. Safe to
 * run by many at once, and again after a crash: the law looks at the clock itself. One that fails keeps no other from its
 * turn; its error is thrown after them.
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
  const failures: unknown[] = [];
  for (const timer of due) {
    try {
      await foundation.handoffs.handle(timer.record, { type: "lapse" }, { actor });
      await timers.done(timer);
    } catch (error) {
      // Where nothing can be reached, the others would only wait for the same answer.
      if (isThroughlineError(error, "ledger/unavailable")) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return due.length;
}
