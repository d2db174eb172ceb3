import { isThroughlineError } from "@throughline/core";
import type { SignedHead } from "@throughline/core/transparency";
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
  /** Told of each head of the log that was signed. */
  readonly signed: (head: SignedHead) => void;
}

const rounds: readonly ((services: Services) => Promise<unknown>)[] = [
  ({ journeys, store }) => journeys.runTimers(store.timers),
  ({ notifications }) => notifications.deliverDue(),
  ({ notifications }) => notifications.deliverDue(),
  ({ courier }) => courier.deliver(),
  ({ erasures, store }) => erasures.runTimers(store.timers),
];

/** So many times as rarely as the others work, the log is signed. */
const signingPace = 10;

/** What passes by itself: a port cannot be reached. */
const passing = ["ledger/unavailable", "vault/unavailable"];

/** Starts the workers of a hub's process: for timers, messages (two), parcels, erasures, and the log. They die with it. */
export function startWorkers(options: WorkerOptions): void {
  const { scheduler, random, process, services, rhythm, failed, signed } = options;
  async function work(round: (services: Services) => Promise<unknown>, pace: number): Promise<void> {
    for (;;) {
      await scheduler.sleep(1000 * pace * random.between(20, rhythm()), process);
      try {
        await round(services);
      } catch (error) {
        if (!isThroughlineError(error) || !passing.includes(error.code)) failed(error);
      }
    }
  }
  for (const round of rounds) void work(round, 1);
  void work(async ({ log }) => signed(await log.sign()), signingPace);
}
