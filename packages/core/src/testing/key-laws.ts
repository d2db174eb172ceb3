import type { Commit } from "../ledger.js";
import type { Store } from "../store.js";
import { holds, oneWinner, outcomes, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { all, change, freshKind, freshRecord, versionOf } from "./probe.js";

function keyed(fingerprint = "one") {
  return { idempotencyKey: crypto.randomUUID(), fingerprint };
}

function sameCommit(found: Commit | undefined, first: Commit, what: string): void {
  same([found?.time, found?.records], [first.time, first.records], what);
  holds(found?.replayed === true, `${what}: not marked as replayed`);
}

async function givesBackTheCommit({ ledger }: Store): Promise<void> {
  const [record, other] = [freshRecord(), freshRecord()];
  const options = keyed();
  same(await ledger.committed(options.idempotencyKey, "one"), undefined, "a key that was never used");
  const first = await ledger.commit([change(record), change(other)], options);
  holds(!first.replayed, "a first commit is marked as replayed");
  sameCommit(await ledger.commit([change(record), change(other)], options), first, "a repeat");
  await ledger.commit([change(record, 1)]);
  sameCommit(
    await ledger.commit([change(record), change(other)], options),
    first,
    "a repeat after the record moved",
  );
  sameCommit(
    await ledger.commit([change(freshRecord())], options),
    first,
    "a repeat with another new address",
  );
  sameCommit(await ledger.committed(options.idempotencyKey, "one"), first, "committed");
  same([await versionOf(ledger, record), await versionOf(ledger, other)], [2, 1], "versions after repeats");
}

async function repeatsPassDeadlines({ ledger }: Store): Promise<void> {
  const options = { ...keyed(), notBefore: "2000-01-01T00:00:00.000Z" };
  const changes = [change(freshRecord())];
  const first = await ledger.commit(changes, options);
  const late = {
    ...options,
    before: "2000-01-01T00:00:00.000Z",
    requires: [{ record: freshRecord(), version: 9 }],
  };
  sameCommit(
    await ledger.commit(changes, late),
    first,
    "a repeat after the deadline, when the first reply was lost",
  );
}

async function onceWhenAtOnce({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const record = freshRecord(kind);
  const options = keyed();
  const keys = [{ name: "all", value: "x" }];
  const commits = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      ledger.commit([change(index % 2 === 0 ? record : freshRecord(kind), 0, { keys })], options),
    ),
  );
  holds(
    commits.filter((commit) => !commit.replayed).length === 1,
    "50 at once under one key are not one commit",
  );
  same(new Set(commits.map((commit) => commit.records[0]?.head)).size, 1, "different commits under one key");
  same((await all(ledger.find({ kind, name: "all", value: "x" }))).length, 1, "records made under one key");
}

async function refusesAnotherCommand({ ledger }: Store): Promise<void> {
  const options = keyed();
  const record = freshRecord();
  await ledger.commit([change(record)], options);
  const other = { ...options, fingerprint: "two" };
  await refused(
    ledger.commit([change(record, 1)], other),
    "ledger/key-reused",
    "another command under the key",
  );
  await refused(
    ledger.committed(options.idempotencyKey, "two"),
    "ledger/key-reused",
    "committed with another command",
  );
  same(await versionOf(ledger, record), 1, "what the other command wrote");
}

async function racesOfTwoCommands({ ledger }: Store): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const { idempotencyKey } = keyed();
    const race = await outcomes(
      ["one", "two", "three"].map((fingerprint) =>
        ledger.commit([change(freshRecord())], { idempotencyKey, fingerprint }),
      ),
    );
    oneWinner(race, ["ledger/key-reused"], "different commands at once under one key");
  }
}

/** Law 3: a key that was committed gives back that commit. */
export const keyLaws: readonly Law[] = [
  { name: "a key that was committed gives back that commit and writes nothing", run: givesBackTheCommit },
  { name: "a repeat gives back its commit whatever has moved or passed since", run: repeatsPassDeadlines },
  { name: "fifty commits at once under one key are one commit", run: onceWhenAtOnce },
  { name: "a key with another command is refused", run: refusesAnotherCommand },
  { name: "of different commands at once under one key exactly one wins", run: racesOfTwoCommands },
];
