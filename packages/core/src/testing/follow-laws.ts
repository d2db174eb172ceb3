import type { RecordId } from "../ids.js";
import type { FollowOptions, Ledger, LedgerEvent, LogPosition } from "../ledger.js";
import type { Store } from "../store.js";
import { holds, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { after, all, belonging, change, endOfLog, freshRecord, versionOf, within } from "./probe.js";

/** Follows live until it has seen so many events of these records. */
async function seen(
  ledger: Ledger,
  records: readonly RecordId[],
  count: number,
  options: FollowOptions,
): Promise<LedgerEvent[]> {
  const wanted = new Set(records);
  const events: LedgerEvent[] = [];
  let left = count;
  let place = options.after?.sequence ?? 0;
  const stop = new AbortController();
  const following = (async () => {
    for await (const entry of ledger.follow({ ...options, live: true, signal: stop.signal })) {
      place += 1;
      same(entry.position?.sequence, place, "the next place in the log");
      events.push(entry);
      if (wanted.has(entry.record)) left -= 1;
      if (left === 0) break;
    }
  })();
  await within(20_000, `following ${count} events`, following).finally(() => stop.abort());
  return events;
}

async function write(ledger: Ledger, record: RecordId): Promise<void> {
  for (const size of [1, 2, 1, 3, 1]) {
    const version = await versionOf(ledger, record);
    const events = Array.from({ length: size }, (_, n) => ({ type: "law.told", data: { n } }));
    await ledger.commit([change(record, version, { events })]);
  }
}

function named({ record, version }: LedgerEvent): string {
  return `${record}@${version}`;
}

function checkTelling(
  told: readonly LedgerEvent[],
  records: readonly RecordId[],
  start: LogPosition | undefined,
): void {
  same(
    told.map((entry) => entry.position?.sequence),
    told.map((_, index) => (start?.sequence ?? 0) + index + 1),
    "places in the log",
  );
  holds(
    told.every(({ position }) => position?.log === told[0]?.position?.log),
    "one follower read two logs",
  );
  for (const record of records) {
    const versions = belonging(told, [record]).map((entry) => entry.version);
    same(versions, [1, 2, 3, 4, 5, 6, 7, 8], "one record's events, each once, in its own order");
  }
}

async function tellsEachOnce({ ledger }: Store): Promise<void> {
  const start = await endOfLog(ledger);
  const records = Array.from({ length: 12 }, () => freshRecord());
  const total = records.length * 8;
  const followers = [1, 2, 3].map(() => seen(ledger, records, total, after(start)));
  await Promise.all(records.map((record) => write(ledger, record)));
  const [first = [], second = [], third = []] = await Promise.all(followers);
  checkTelling(first, records, start);
  same(second.map(named), first.map(named), "what the second follower was told");
  same(third.map(named), first.map(named), "what the third follower was told");
  const again = (await all(ledger.follow(after(start)))).slice(0, first.length);
  same(again.map(named), first.map(named), "what a later follower is told");
}

async function goesOn({ ledger }: Store): Promise<void> {
  const start = await endOfLog(ledger);
  const record = freshRecord();
  await write(ledger, record);
  const whole = await all(ledger.follow(after(start)));
  same(belonging(whole, [record]).length, 8, "events told of what was committed before");
  for (const index of [0, 3, whole.length - 1]) {
    const rest = await all(ledger.follow(after(whole[index]?.position)));
    same(
      rest.slice(0, whole.length - index - 1).map(named),
      whole.slice(index + 1).map(named),
      "what comes after a place",
    );
  }
}

async function tellsWhatHistorySays({ ledger }: Store): Promise<void> {
  const start = await endOfLog(ledger);
  const record = freshRecord();
  await write(ledger, record);
  const told = belonging(await all(ledger.follow(after(start))), [record]).map((entry) => {
    const { position: _, ...rest } = entry;
    return rest;
  });
  same(told, await all(ledger.history(record)), "events as the log and as the history tell them");
}

async function tellsNothingRefused({ ledger }: Store): Promise<void> {
  const start = await endOfLog(ledger);
  const [good, bad] = [freshRecord(), freshRecord()];
  await refused(
    ledger.commit([change(bad), change(good, 5)]),
    "ledger/conflict",
    "a commit with a wrong version",
  );
  await ledger.commit([change(good)]);
  const told = await all(ledger.follow(after(start)));
  same(belonging(told, [good, bad]).map(named), [`${good}@1`], "what is told of a refused commit");
  checkSequence(told, start);
}

function checkSequence(told: readonly LedgerEvent[], start: LogPosition | undefined): void {
  const wanted = told.map((_, index) => (start?.sequence ?? 0) + index + 1);
  same(
    told.map((entry) => entry.position?.sequence),
    wanted,
    "places in the log after a refused commit",
  );
}

async function waits({ ledger }: Store): Promise<void> {
  const start = await endOfLog(ledger);
  const record = freshRecord();
  const waiting = seen(ledger, [record], 1, after(start));
  await ledger.commit([change(record)]);
  const told = await waiting;
  same(belonging(told, [record]).length, 1, "what a waiting follower is told");
}

async function stops({ ledger }: Store): Promise<void> {
  const stop = new AbortController();
  const options = { ...after(await endOfLog(ledger)), live: true, signal: stop.signal };
  const following = all(ledger.follow(options));
  setTimeout(() => stop.abort(), 50);
  await within(5000, "a follower whose signal was given", following);
  same(await all(ledger.follow({ signal: AbortSignal.abort() })), [], "following after the signal");
}

async function refusesAnotherLog({ ledger }: Store): Promise<void> {
  await ledger.commit([change(freshRecord())]);
  const elsewhere = { log: "another-log", sequence: 1 };
  await refused(all(ledger.follow({ after: elsewhere })), "ledger/not-found", "a place in another log");
}

async function refusesPastTheEnd({ ledger }: Store): Promise<void> {
  await ledger.commit([change(freshRecord())]);
  const end = await endOfLog(ledger);
  if (!end) throw new Error("A committed event has no place in the log.");
  // Others may commit meanwhile, but never so much.
  const beyond = { ...end, sequence: end.sequence + 1_000_000 };
  await refused(all(ledger.follow({ after: beyond })), "ledger/not-found", "a place past the end of the log");
}

/** Law 7: one order of all events. */
export const followLaws: readonly Law[] = [
  {
    name: "followers that compete are each told every event once, in one order without a gap",
    run: tellsEachOnce,
  },
  { name: "a follower goes on after any place, and is told all that was committed before", run: goesOn },
  { name: "the log tells what the history says", run: tellsWhatHistorySays },
  { name: "a refused commit is never told and leaves no gap", run: tellsNothingRefused },
  { name: "a live follower is told what comes later", run: waits },
  { name: "a live follower ends at its signal", run: stops },
  { name: "a place in another log is refused", run: refusesAnotherLog },
  { name: "a place past the end of the log is refused", run: refusesPastTheEnd },
];
