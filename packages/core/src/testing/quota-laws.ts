import type { QuotaLimit } from "../quota.js";
import type { Store } from "../store.js";
import { holds, same } from "./check.js";
import type { Law } from "./law.js";
import { fromNow, pause } from "./probe.js";

function freshKey(): string {
  return crypto.randomUUID();
}

async function neverMore({ ledger, quota }: Store): Promise<void> {
  const key = freshKey();
  const until = await fromNow(ledger, 600);
  const takes = await Promise.all(Array.from({ length: 200 }, () => quota.take(key, { limit: 25, until })));
  const granted = takes.filter((take) => take.granted);
  same(granted.length, 25, "grants among 200 at once");
  same(
    granted.map((take) => take.remaining).sort((a, b) => a - b),
    [...Array(25).keys()],
    "what was left each time",
  );
  holds(
    takes.every((take) => take.granted || take.remaining === 0),
    "something was left where nothing was granted",
  );
  same(await quota.take(key, { limit: 25, until }), { granted: false, remaining: 0, until }, "one more");
}

async function guardsReplay({ ledger, quota }: Store): Promise<void> {
  const limit = { limit: 1, until: await fromNow(ledger, 600) };
  for (let round = 0; round < 10; round += 1) {
    const key = freshKey();
    const takes = await Promise.all(Array.from({ length: 10 }, () => quota.take(key, limit)));
    same(takes.filter((take) => take.granted).length, 1, "grants of a quota of one");
  }
}

async function startsAnew({ ledger, quota }: Store): Promise<void> {
  const key = freshKey();
  const until = await fromNow(ledger, 1);
  const later = await fromNow(ledger, 600);
  same(await quota.take(key, { limit: 1, until }), { granted: true, remaining: 0, until }, "the first take");
  const second = await quota.take(key, { limit: 2, until: later });
  same(second, { granted: true, remaining: 0, until }, "a later take does not move the end");
  holds(!(await quota.take(key, { limit: 2, until: later })).granted, "a third of two was granted");
  await pause(1100);
  const anew = await quota.take(key, { limit: 2, until: later });
  same(anew, { granted: true, remaining: 1, until: later }, "the first take of the next count");
}

async function grantsNothing({ ledger, quota }: Store): Promise<void> {
  const until = await fromNow(ledger, 600);
  const over = await fromNow(ledger, -1);
  same((await quota.take(freshKey(), { limit: 0, until })).granted, false, "a limit of nothing");
  const key = freshKey();
  same((await quota.take(key, { limit: 5, until: over })).granted, false, "a count that is over already");
  holds((await quota.take(key, { limit: 1, until })).granted, "a refused take was counted");
  holds(!(await quota.take(key, { limit: 1, until: over })).granted, "an end in the past frees the count");
}

async function tellsKeysApart({ ledger, quota }: Store): Promise<void> {
  const [id, limit] = [freshKey(), { limit: 1, until: await fromNow(ledger, 600) }];
  for (const key of [[id, "a", "b"], [id, "ab"], [id, "a", "b", ""], [id], `${id},a,b`]) {
    holds((await quota.take(key, limit)).granted, "two keys share a count");
  }
  holds(!(await quota.take(id, limit)).granted, "a text and a list of that text are one key");
}

async function refusesNonsense({ ledger, quota }: Store): Promise<void> {
  const until = await fromNow(ledger, 600);
  const nonsense: readonly QuotaLimit[] = [
    { limit: -1, until },
    { limit: 1.5, until },
    { limit: 1, until: "soon" },
  ];
  for (const limit of nonsense) {
    const error = await quota.take(freshKey(), limit).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    holds(error instanceof RangeError, `a quota of ${JSON.stringify(limit)} is not refused`);
  }
}

/** Law 9. */
export const quotaLaws: readonly Law[] = [
  { name: "a quota never grants more than its limit, whatever the concurrency", run: neverMore },
  { name: "a quota of one grants once", run: guardsReplay },
  { name: "a count ends when its first grant said, then starts anew", run: startsAnew },
  { name: "a limit of nothing and a count that is over grant nothing", run: grantsNothing },
  { name: "keys are told apart, however they are put together", run: tellsKeysApart },
  { name: "take refuses a limit that means nothing", run: refusesNonsense },
];
