import type { FaultRun } from "./harness.js";
import { backends } from "./ledger/backends.js";
import { kills } from "./ledger/kills.js";
import { races } from "./ledger/races.js";
import { releases } from "./ledger/releases.js";
import { restarts } from "./ledger/restarts.js";

/** The ledger on a real PostgreSQL server when things break, one family of faults each. */
export const families: Readonly<Record<string, FaultRun>> = {
  races,
  releases,
  kills,
  backends,
  restarts,
};
