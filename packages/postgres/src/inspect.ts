import { isThroughlineError, LedgerError, type RecordId } from "@throughline/core";
import type { Row } from "./driver.js";
import { inspections, type TableFaultName } from "./inspections.js";
import type { Workbench } from "./workbench.js";

/** Faults told of each kind at most. */
const most = 1000;

/**
 * Two tables that do not agree, as no commit leaves them.
 *
 * - `state-altered`: a record differs from its last event, or from its own digest.
 * - `record-missing`, `event-missing`: events without a record, a place in the log without an event.
 * - `lookup-missing`, `lookup-added`: a record is not found where it says, or is found where it does not.
 * - `timer-missing`, `timer-added`: the same of what is still to happen. One that is due may be missing: it was dealt with.
 * - `log-gap`, `log-missing`, `log-repeated`, `log-out-of-order`: the log has not every event once, in each record's order.
 * - `reply-altered`: an idempotency key stands for a commit that never was.
 */
export interface TableFault {
  /** What is wrong. */
  readonly fault: TableFaultName;
  /** Of which record, where it is one. */
  readonly record?: RecordId;
  /** At which of its versions. */
  readonly version?: number;
  /** At which place in the log. */
  readonly sequence?: number;
}

type FaultRow = Row & { readonly [Name in "record" | "sequence" | "version"]: TableFault[Name] | null };

function faultIn(fault: TableFaultName, { record, version, sequence }: FaultRow): TableFault {
  return {
    fault,
    ...(typeof record === "string" ? { record } : {}),
    ...(typeof version === "number" ? { version } : {}),
    ...(typeof sequence === "number" ? { sequence } : {}),
  };
}

async function faultsOf(bench: Workbench, fault: TableFaultName): Promise<readonly TableFault[]> {
  try {
    return (await bench.ask<FaultRow>(fault, [most])).map((row) => faultIn(fault, row));
  } catch (error) {
    // A text that is no JSON although it has its digest and its hash.
    if (!isThroughlineError(error, "ledger/invalid-change")) throw error;
    throw new LedgerError("ledger/corrupt", { details: { inspection: fault }, cause: error });
  }
}

/** What the tables say, one against another. Each kind of fault is looked for in one snapshot. */
export async function inspectIn(bench: Workbench): Promise<readonly TableFault[]> {
  const faults: TableFault[] = [];
  for (const name of Object.keys(inspections) as TableFaultName[])
    faults.push(...(await faultsOf(bench, name)));
  return faults;
}
