import type { FaultRun } from "./harness.js";
import { backends } from "./ledger/backends.js";
import { clocks } from "./ledger/clocks.js";
import { deadlines } from "./ledger/deadlines.js";
import { keys } from "./ledger/keys.js";
import { kills } from "./ledger/kills.js";
import { log } from "./ledger/log.js";
import { orders } from "./ledger/orders.js";
import { quotas } from "./ledger/quotas.js";
import { races } from "./ledger/races.js";
import { releases } from "./ledger/releases.js";
import { replies } from "./ledger/replies.js";
import { restarts } from "./ledger/restarts.js";
import { restores } from "./ledger/restores.js";
import { timers } from "./ledger/timers.js";

/** The ledger on a real PostgreSQL server when things break, one family of faults each. */
export const families: Readonly<Record<string, FaultRun>> = {
  races,
  releases,
  kills,
  backends,
  restarts,
  replies,
  keys,
  orders,
  deadlines,
  clocks,
  log,
  restores,
  timers,
  quotas,
};
