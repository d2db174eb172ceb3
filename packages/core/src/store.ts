import type { Ledger } from "./ledger.js";
import type { Quota } from "./quota.js";
import type { Timers } from "./timers.js";

/** What every store gives: a ledger, its timers and its quotas, on one clock. */
export interface Store {
  /** The records. */
  readonly ledger: Ledger;
  /** What is due. */
  readonly timers: Timers;
  /** What is limited. */
  readonly quota: Quota;
}
