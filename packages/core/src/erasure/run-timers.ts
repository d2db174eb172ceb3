import type { Timers } from "../timers.js";
import { erasureDecider } from "./decider.js";
import type { Foundation } from "./foundation.js";
import { advance } from "./steps.js";

/**
 * Takes every erasure further whose time has come. One that cannot go on does not stop the others. No timer is told that
 * it is done: each dies with the commit of the step it stands for.
 */
export async function runErasureTimers(
  foundation: Foundation,
  timers: Timers,
  limit: number,
): Promise<number> {
  const due = await timers.take({ kind: erasureDecider.kind, limit });
  const failures: unknown[] = [];
  for (const timer of due) {
    await advance(foundation, timer.record).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
  return due.length;
}
