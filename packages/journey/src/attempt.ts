import {
  isThroughlineError,
  type Prepared,
  type Transaction,
  type TransactOptions,
  transact,
} from "@throughline/core";
import { JourneyError } from "./errors.js";
import { type Foundation, handoffRecord } from "./foundation.js";
import type { Grant } from "./model.js";

function isStale(error: unknown, grant: Grant | undefined): boolean {
  return (
    grant !== undefined &&
    isThroughlineError(error, "ledger/conflict") &&
    error.details["record"] === handoffRecord(grant.handoff)
  );
}

/**
 * Decides and commits. A deadline that passes in between is decided once more: a consent that has just expired then
 * withholds. A handoff that has moved since the grant was made ends it by name.
 *
 * @param grant - The holder's own grant; its version is required as it is, never refreshed.
 * @throws JourneyError `journey/stale-epoch`.
 */
export async function attempt<const Decisions extends readonly Prepared[]>(
  { ledger }: Foundation,
  decide: () => Promise<Decisions>,
  { grant, ...options }: TransactOptions & { readonly grant?: Grant | undefined },
): Promise<Transaction<Decisions>> {
  const once = () => transact(ledger, decide, options);
  try {
    return await once().catch((error: unknown) => {
      if (isThroughlineError(error, "ledger/too-late")) return once();
      throw error;
    });
  } catch (error) {
    if (!isStale(error, grant)) throw error;
    throw new JourneyError("journey/stale-epoch", { details: { epoch: grant?.epoch ?? 0 }, cause: error });
  }
}
