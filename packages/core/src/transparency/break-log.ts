import { bytesToHex } from "@noble/hashes/utils.js";
import { isThroughlineError } from "../errors.js";
import { newId } from "../ids.js";
import type { JsonObject } from "../json.js";
import { growTree, ledgerLog } from "./grow.js";
import { type BreakFault, breakFaults, type LastGood, type LogBreak, logBreakType } from "./log-break.js";
import { keepSigned, timeAfter } from "./sign.js";
import type { Standing } from "./standing.js";
import { rootAt } from "./tile-reader.js";
import type { Works } from "./works.js";

/** A signed break statement. */
export interface SignedBreak {
  /** What it says. */
  readonly statement: LogBreak;
  /** The compact JWS to publish. */
  readonly document: string;
}

/** The fault that a refusal names. Anything that is not about the log itself is thrown on. */
export function faultOf(error: unknown): BreakFault {
  const fault = breakFaults.find((name) => isThroughlineError(error, `log/${name}`));
  if (!fault) throw error;
  return fault;
}

async function finding(works: Works, log: string, fault: BreakFault, last: LastGood | undefined) {
  const ledger = await ledgerLog(works);
  const size = await growTree(works, { log, ledger, overlap: 0 });
  const root = bytesToHex(await rootAt(works.tiles, log, size, works.hash));
  const isThere = last && last.size <= size;
  const then = isThere ? bytesToHex(await rootAt(works.tiles, log, last.size, works.hash)) : undefined;
  return { fault, ledger, size, root, ...(then === undefined ? {} : { rootThen: then }) };
}

/**
 * Ends the log that was signed so far and begins a new one, grown from what the ledger holds now: signs what was promised
 * last, what is there instead and why, and keeps that outside. Undefined: another signer was first.
 *
 * Throws `log/empty`; `RangeError` for a reason that is empty or too long.
 */
export async function breakFrom(
  works: Works,
  standing: Standing,
  fault: BreakFault,
  reason: string,
): Promise<SignedBreak | undefined> {
  if (reason.length < 1 || reason.length > 500) throw new RangeError("reason is 1 to 500 characters.");
  const { last } = standing;
  const log = newId("log");
  const found = await finding(works, log, fault, last);
  const time = await timeAfter(works, last?.time);
  const payload = { version: 1, ...(last ? { last: { ...last } } : {}), found, reason, log, time } as const;
  const document = await works.signer.sign(logBreakType, payload satisfies JsonObject);
  const statement: LogBreak = { ...payload, iss: works.signer.issuer };
  return (await keepSigned(works, standing, document)) ? { statement, document } : undefined;
}
