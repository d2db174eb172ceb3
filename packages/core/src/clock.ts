import { recordOf } from "./ids.js";
import type { Instant } from "./json.js";
import type { Ledger } from "./ledger.js";

/** What time it is in the ledger, for a service that needs it before it has a record to load. */
export async function timeOf(ledger: Ledger): Promise<Instant> {
  return (await ledger.get(recordOf("clock", "none"))).now;
}
