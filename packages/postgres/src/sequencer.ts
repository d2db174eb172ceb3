import type { Row } from "./driver.js";
import type { Workbench } from "./workbench.js";

/** Events moved in one step at most: short enough that nothing else waits for it. */
const most = 2000;

/** How far the log is behind what is committed. */
export interface LogLag {
  /** Committed events without a place in the log. */
  readonly events: number;
  /** Age of the oldest of them, in seconds. */
  readonly seconds: number;
}

/**
 * One step of the sequencer.
 *
 * @param patient - True: wait for another sequencer at work. False: leave it to that one.
 * @returns How many events were moved.
 */
export async function sequenceIn(bench: Workbench, patient: boolean): Promise<number> {
  const [row] = await bench.ask<Row & { readonly moved: number | null }>("sequence", [most, patient]);
  return row?.moved ?? 0;
}

/** How far the log is behind. */
export async function lagIn(bench: Workbench): Promise<LogLag> {
  const [row] = await bench.ask<Row & LogLag>("lag");
  return { events: row?.events ?? 0, seconds: row?.seconds ?? 0 };
}
