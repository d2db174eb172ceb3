import {
  checkFollow,
  type FollowOptions,
  LedgerError,
  type LedgerEvent,
  type LogPosition,
} from "@throughline/core";
import type { Row } from "./driver.js";
import { type EventRow, eventIn } from "./rows.js";
import { sequenceIn } from "./sequencer.js";
import type { Workbench } from "./workbench.js";

const pageSize = 500;

interface LogRow extends EventRow {
  readonly sequence: number;
  readonly log: string;
}

async function openLog(bench: Workbench): Promise<string> {
  const [row] = await bench.ask<Row & { readonly answer: string }>("openLog");
  const { log }: { log: string } = JSON.parse(row?.answer ?? "{}");
  return log;
}

/** A place in a log that was replaced leads nowhere; the follower must begin the new one. */
function checkLog(expected: string, actual: string): void {
  if (expected !== actual) throw new LedgerError("ledger/not-found", { details: { log: expected } });
}

/** A place that the log does not have yet was given out before rows of it were lost: what follows it is not told. */
async function checkPlace(bench: Workbench, { log, sequence }: LogPosition): Promise<void> {
  const [row] = await bench.ask<Row & { readonly last: number }>("logEnd");
  if (sequence > (row?.last ?? 0)) throw new LedgerError("ledger/not-found", { details: { log, sequence } });
}

function told(row: LogRow, log: string, sequence: number): LedgerEvent {
  checkLog(log, row.log);
  if (row.sequence !== sequence || row.record === null) {
    throw new LedgerError("ledger/corrupt", { details: { log, sequence } });
  }
  return { ...eventIn(row), position: { log, sequence } };
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/**
 * Every event in the one order. Where the log is told to its end, the follower moves what is committed itself; another
 * sequencer at work is waited for, so that whatever was committed before the call is told.
 */
export async function* followIn(bench: Workbench, options: FollowOptions): AsyncGenerator<LedgerEvent> {
  checkFollow(options);
  const { after, live = false, signal } = options;
  const log = await openLog(bench);
  if (after) {
    checkLog(after.log, log);
    await checkPlace(bench, after);
  }
  let at = after?.sequence ?? 0;
  let isDrained = false;
  while (!signal?.aborted) {
    const page = await bench.ask<LogRow>("follow", [at, pageSize]);
    for (const row of page) {
      if (signal?.aborted) return;
      at += 1;
      yield told(row, log, at);
    }
    if (page.length === pageSize) continue;
    if (page.length > 0) isDrained = false;
    else if (isDrained && !live) return;
    else if (isDrained) await wait(bench.pollMs, signal);
    isDrained = (await sequenceIn(bench, !live)) === 0;
  }
}
