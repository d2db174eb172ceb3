import { type Commit, isInstant, LedgerError } from "@throughline/core";
import { replyForm } from "./reply-form.js";
import type { Workbench } from "./workbench.js";

const form = new RegExp(replyForm);

function parsed(reply: string): Pick<Commit, "records" | "time"> {
  const time = form.exec(reply)?.[1] ?? "";
  if (!isInstant(time)) throw new LedgerError("ledger/corrupt", { details: { table: "commits" } });
  try {
    return JSON.parse(reply);
  } catch (cause) {
    throw new LedgerError("ledger/corrupt", { details: { table: "commits" }, cause });
  }
}

/**
 * The commit that an idempotency key stands for, once its events have been found: a reply that somebody put there would
 * otherwise say that something happened which never did.
 *
 * @throws LedgerError `ledger/corrupt`.
 */
export async function standingIn(bench: Workbench, reply: string): Promise<Commit> {
  const { time, records } = parsed(reply);
  const asked = [JSON.stringify(records), time];
  const [row] = await bench.ask<{ readonly standing: number }>("standing", asked);
  if (row?.standing !== records.length)
    throw new LedgerError("ledger/corrupt", { details: { table: "commits" } });
  return { time, records, replayed: true };
}
