import type { Driver, Row, SqlValue } from "./driver.js";
import type { Settings } from "./options.js";
import { persistFor } from "./retry.js";
import { type Statements, statementsOf } from "./statements.js";

/** What every operation works with. */
export interface Workbench {
  /** The `source` of events. */
  readonly source: string;
  /** How often a live follower looks, in milliseconds. */
  readonly pollMs: number;
  /** Runs a named statement, again where that is safe and helps. */
  ask<Expected extends Row>(
    name: keyof Statements,
    values?: readonly SqlValue[],
  ): Promise<readonly Expected[]>;
}

/** A workbench over a driver. */
export function workbenchOf(driver: Driver, settings: Settings): Workbench {
  const statements = statementsOf(settings.schema);
  const persist = persistFor(settings.patienceMs);
  return {
    source: settings.source,
    pollMs: settings.pollMs,
    async ask<Expected extends Row>(name: keyof Statements, values: readonly SqlValue[] = []) {
      // The statements' own columns are the contract; what a tampered row holds is for its digest to show.
      return (await persist(() => driver.query(statements[name], values))) as readonly Expected[];
    },
  };
}
