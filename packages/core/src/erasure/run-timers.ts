import type { DueTimer, Timers } from "../timers.js";
import { erasureDecider } from "./decider.js";
import type { Foundation } from "./foundation.js";
import { advance } from "./steps.js";

/** A timer dies with the commit of the step it stands for; only where nothing is left to do must it be told so. */
async function run(foundation: Foundation, timers: Timers, timer: DueTimer): Promise<void> {
  const { state } = await advance(foundation, timer.record);
  if (state.status === "completed") await timers.done(timer);
}

/** Takes every erasure further whose time has come. One that cannot go on does not stop the others. */
export async function runErasureTimers(
  foundation: Foundation,
  timers: Timers,
  limit: number,
): Promise<number> {
  const due = await timers.take({ kind: erasureDecider.kind, limit });
  const failures: unknown[] = [];
  for (const timer of due) {
    await run(foundation, timers, timer).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
  return due.length;
}
