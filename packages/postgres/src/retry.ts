import { LedgerError } from "@throughline/core";
import { faultOf, translated } from "./faults.js";

/** Runs an operation until it succeeds or there is no more sense in trying. */
export type Persist = <Result>(operation: () => Promise<Result>) => Promise<Result>;

/** Deadlocks and simultaneous repeats end in a few rounds; more than this is not contention. */
const mostCollisions = 20;

async function pause(round: number): Promise<void> {
  const longest = Math.min(500, 5 * 2 ** round);
  await new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}

/**
 * Repeats what can be repeated: lost races at once, lost connections until patience ends. Every operation that writes
 * carries a key, so that a repeat after a lost reply finds the first one's work.
 *
 * Gives up with `ledger/unavailable`.
 */
export function persistFor(patienceMs: number): Persist {
  return async (operation) => {
    const started = performance.now();
    for (let round = 0, collisions = 0; ; round += 1) {
      try {
        return await operation();
      } catch (error) {
        const fault = faultOf(error);
        if (fault === "final") throw translated(error);
        if (fault === "again") collisions += 1;
        const isOver =
          fault === "again" ? collisions >= mostCollisions : performance.now() - started >= patienceMs;
        if (isOver) throw new LedgerError("ledger/unavailable", { cause: error });
      }
      await pause(round);
    }
  };
}
