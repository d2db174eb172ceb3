import type { Store } from "../store.js";
import { holds, oneWinner, outcomes, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { all, change, freshRecord, versionOf } from "./probe.js";

const conflict = ["ledger/conflict"] as const;

async function oneOfManyWins({ ledger }: Store): Promise<void> {
  const record = freshRecord();
  for (const version of [0, 1, 2]) {
    const racers = Array.from({ length: 40 }, (_, racer) =>
      ledger.commit([
        change(record, version, { events: [{ type: "law.won", data: { racer } }], state: { racer } }),
      ]),
    );
    oneWinner(await outcomes(racers), conflict, `40 racing commits on version ${version}`);
  }
  const events = await all(ledger.history(record));
  same(
    events.map((entry) => entry.version),
    [1, 2, 3],
    "versions of a raced record",
  );
  same((await ledger.get(record)).record?.state, events.at(-1)?.event.data, "the state is the winner's");
}

async function namesWhatMoved({ ledger }: Store): Promise<void> {
  const [record, guard] = [freshRecord(), freshRecord()];
  await ledger.commit([change(guard)]);
  const stale = { requires: [{ record: guard, version: 0 }] };
  const details = await refused(ledger.commit([change(record)], stale), conflict, "a guard that moved");
  same(details["record"], guard, "the record in the details of a moved guard");
  const own = await refused(ledger.commit([change(guard, 0)]), conflict, "a version that moved");
  same(own["record"], guard, "the record in the details of a moved version");
  const missing = { requires: [{ record: freshRecord(), version: 1 }] };
  await refused(ledger.commit([change(record)], missing), conflict, "a guard on a record that is not there");
  same(await versionOf(ledger, record), 0, "what refused commits wrote");
}

async function unmovedGuardsHold({ ledger }: Store): Promise<void> {
  const [record, guard, absent] = [freshRecord(), freshRecord(), freshRecord()];
  await ledger.commit([change(guard)]);
  const guards = [
    { record: guard, version: 1 },
    { record: absent, version: 0 },
    { record, version: 0 },
  ];
  await ledger.commit([change(record)], { requires: guards });
  same([await versionOf(ledger, guard), await versionOf(ledger, absent)], [1, 0], "a guard changes nothing");
  same((await ledger.get(absent)).record, undefined, "a guard on an absent record makes none");
  await ledger.commit([change(absent)]);
  same(await versionOf(ledger, absent), 1, "a record that was only guarded can be made");
}

async function guardsCross({ ledger }: Store, version: 0 | 1): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const [a, b] = [freshRecord(), freshRecord()];
    if (version === 1) await ledger.commit([change(a), change(b)]);
    const race = await outcomes([
      ledger.commit([change(a, version)], { requires: [{ record: b, version }] }),
      ledger.commit([change(b, version)], { requires: [{ record: a, version }] }),
    ]);
    oneWinner(race, conflict, `two commits, each guarding what the other writes at version ${version}`);
  }
}

async function nothingPassesAMovedGuard({ ledger }: Store): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const guard = freshRecord();
    let isMoved = false;
    await ledger.commit([change(guard)]);
    const guarded = async () => {
      const beganAfter = isMoved;
      await ledger.commit([change(freshRecord())], { requires: [{ record: guard, version: 1 }] });
      return beganAfter;
    };
    const move = async () => {
      await ledger.commit([change(guard, 1)]);
      isMoved = true;
    };
    const mover = move();
    const early = outcomes(Array.from({ length: 5 }, guarded));
    await mover;
    const results = [await early, await outcomes(Array.from({ length: 5 }, guarded))];
    for (const { won, lost } of results) {
      holds(!won.includes(true), "a commit passed a guard whose move was acknowledged before it began");
      const other = lost.filter((code) => code !== "ledger/conflict");
      holds(other.length === 0, `a moved guard is told as ${other.join()}`);
    }
  }
}

/** Law 2: one winner, and guards that hold. */
export const raceLaws: readonly Law[] = [
  { name: "of many racing commits on one version exactly one wins", run: oneOfManyWins },
  { name: "a version or guard that moved is a conflict that names the record", run: namesWhatMoved },
  { name: "a guard that has not moved lets the commit pass and changes nothing", run: unmovedGuardsHold },
  {
    name: "of two creations that guard each other's absence exactly one wins",
    run: (store) => guardsCross(store, 0),
  },
  { name: "of two changes that guard each other exactly one wins", run: (store) => guardsCross(store, 1) },
  { name: "nothing that begins after a guard has moved passes it", run: nothingPassesAMovedGuard },
];
