import type { RecordId } from "../ids.js";
import type { Timer } from "../ledger.js";
import type { Store } from "../store.js";
import { holds, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { change, freshKind, freshRecord, fromNow, pause } from "./probe.js";

const past = "2000-01-01T00:00:00.000Z";
const earlier = "1999-01-01T00:00:00.000Z";

function setting(record: RecordId, version: number, timers: readonly Timer[]) {
  return change(record, version, { timers });
}

async function firesWhenDue({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  const record = freshRecord(kind);
  const soon = await fromNow(ledger, 1);
  const never = await fromNow(ledger, 3600);
  await ledger.commit([
    setting(record, 0, [
      { name: "soon", due: soon },
      { name: "later", due: never },
    ]),
  ]);
  same(await timers.take({ kind }), [], "timers that are not due");
  await pause(1100);
  const taken = await timers.take({ kind });
  same(
    taken.map((timer) => [timer.record, timer.name, timer.due]),
    [[record, "soon", soon]],
    "timers that are due",
  );
}

async function oldestFirst({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  const [a, b] = [freshRecord(kind), freshRecord(kind)];
  await ledger.commit([
    setting(a, 0, [{ name: "second", due: past }]),
    setting(b, 0, [{ name: "first", due: earlier }]),
  ]);
  await ledger.commit([setting(freshRecord(freshKind()), 0, [{ name: "of another kind", due: earlier }])]);
  same(
    (await timers.take({ kind, limit: 1 })).map(({ name }) => name),
    ["first"],
    "the oldest of its kind",
  );
  same(
    (await timers.take({ kind })).map(({ name }) => name),
    ["second"],
    "the rest",
  );
}

async function leasesOnce({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  const names = Array.from({ length: 60 }, (_, index) => `timer ${index}`);
  await ledger.commit([
    setting(
      freshRecord(kind),
      0,
      names.map((name) => ({ name, due: past })),
    ),
  ]);
  const hands = await Promise.all(Array.from({ length: 20 }, () => timers.take({ kind, limit: 7 })));
  const taken = hands.flat();
  same(new Set(taken.map(({ name }) => name)).size, taken.length, "workers at once that got the same timer");
  const rest = await timers.take({ kind, limit: 100 });
  same([...taken, ...rest].map(({ name }) => name).sort(), [...names].sort(), "every timer, each once");
}

async function forgetsWhenDone({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  await ledger.commit([setting(freshRecord(kind), 0, [{ name: "due", due: past }])]);
  const [timer] = await timers.take({ kind, leaseSeconds: 1 });
  holds(timer !== undefined, "a due timer was not given");
  holds(!(await timers.done({ ...timer, lease: "another" })), "a timer was done with another lease");
  holds(await timers.done(timer), "a timer could not be done");
  holds(!(await timers.done(timer)), "a timer was done twice");
  await pause(1100);
  same(await timers.take({ kind }), [], "a timer that was done");
}

async function firesAgain({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  await ledger.commit([setting(freshRecord(kind), 0, [{ name: "due", due: past }])]);
  const [first] = await timers.take({ kind, leaseSeconds: 1 });
  same(await timers.take({ kind }), [], "a timer under lease");
  await pause(1100);
  const [second] = await timers.take({ kind });
  holds(first !== undefined && second !== undefined, "a timer whose lease ended was not given again");
  holds(first.lease !== second.lease, "two leases are the same");
  holds(!(await timers.done(first)), "a lost lease could still be done");
  holds(await timers.done(second), "the second lease could not be done");
}

async function diesWithTheCommit({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  const [idle, leased] = [freshRecord(kind), freshRecord(kind)];
  await ledger.commit([setting(leased, 0, [{ name: "due", due: past }])]);
  const [timer] = await timers.take({ kind, leaseSeconds: 1 });
  await ledger.commit([setting(idle, 0, [{ name: "due", due: past }]), change(leased, 1)]);
  await ledger.commit([change(idle, 1)]);
  holds(timer !== undefined && !(await timers.done(timer)), "a timer that died under lease could be done");
  await pause(1100);
  same(await timers.take({ kind }), [], "timers that no commit names any more");
}

async function isSetAnew({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  const record = freshRecord(kind);
  await ledger.commit([setting(record, 0, [{ name: "call", due: earlier }])]);
  const [first] = await timers.take({ kind });
  await ledger.commit([setting(record, 1, [{ name: "call", due: past }])]);
  holds(first !== undefined && !(await timers.done(first)), "the lease of the old setting could be done");
  const [second] = await timers.take({ kind });
  same(second?.due, past, "when a timer that was set anew is due");
  await ledger.commit([setting(record, 2, [{ name: "call", due: past }])]);
  same(await timers.take({ kind }), [], "a timer under lease that a commit names again unchanged");
  holds(second !== undefined && (await timers.done(second)), "its lease was lost");
}

async function needsItsCommit({ ledger, timers }: Store): Promise<void> {
  const kind = freshKind();
  const record = freshRecord(kind);
  await ledger.commit([setting(record, 0, [{ name: "due", due: past }])]);
  await refused(
    ledger.commit([setting(record, 0, [])]),
    "ledger/conflict",
    "a stale commit that drops the timer",
  );
  await refused(
    ledger.commit([setting(record, 5, [{ name: "other", due: past }])]),
    "ledger/conflict",
    "a wrong commit",
  );
  same(
    (await timers.take({ kind })).map(({ name }) => name),
    ["due"],
    "timers after refused commits",
  );
}

async function refusesNonsense({ timers }: Store): Promise<void> {
  for (const nonsense of [
    { limit: 0 },
    { limit: 1001 },
    { limit: 1.5 },
    { leaseSeconds: 0 },
    { leaseSeconds: 3601 },
  ]) {
    const error = await timers.take(nonsense).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    holds(error instanceof RangeError, `taking with ${JSON.stringify(nonsense)} is not refused`);
  }
}

/** Laws 8 and 1 for timers. */
export const timersLaws: readonly Law[] = [
  { name: "a timer fires once it is due, not before", run: firesWhenDue },
  { name: "timers of one kind come oldest first, as many as asked", run: oldestFirst },
  { name: "workers at once never get the same timer", run: leasesOnce },
  { name: "a timer that is done never fires again", run: forgetsWhenDone },
  { name: "a timer whose lease ends fires again, and the old lease is worth nothing", run: firesAgain },
  { name: "a timer dies with the commit that no longer names it, also under lease", run: diesWithTheCommit },
  { name: "a timer set anew loses its lease; one named again unchanged keeps it", run: isSetAnew },
  { name: "a refused commit changes no timer", run: needsItsCommit },
  { name: "take refuses options that mean nothing", run: refusesNonsense },
];
