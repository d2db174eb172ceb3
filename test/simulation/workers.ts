import { isThroughlineError } from "@throughline/core";
import type { Services } from "./hub.js";
import type { Random } from "./random.js";
import type { Process, Scheduler } from "./scheduler.js";

/** What the workers of a hub run on. */
export interface WorkerOptions {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly process: Process;
  readonly services: Services;
  /** How far apart the rounds are at this moment, in seconds at most. */
  readonly rhythm: () => number;
  readonly failed: (error: unknown) => void;
}

const rounds: readonly ((services: Services) => Promise<unknown>)[] = [
  ({ journeys, store }) => journeys.runTimers(store.timers),
  ({ notifications }) => notifications.deliverDue(),
  ({ notifications }) => notifications.deliverDue(),
  ({ courier }) => courier.deliver(),
];

/** Starts the workers of a hub's process: one for timers, two that send messages, one for parcels. They die with it. */
export function startWorkers({ scheduler, random, process, services, rhythm, failed }: WorkerOptions): void {
  async function work(round: (services: Services) => Promise<unknown>): Promise<void> {
    for (;;) {
      await scheduler.sleep(1000 * random.between(20, rhythm()), process);
      try {
        await round(services);
      } catch (error) {
        if (!isThroughlineError(error, "ledger/unavailable")) failed(error);
      }
    }
  }
  for (const round of rounds) void work(round);
}
