import type { RecordId } from "../ids.js";
import type { Change, LookupKey } from "../ledger.js";
import type { Store } from "../store.js";
import { oneWinner, outcomes, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { all, change, freshKind, freshRecord } from "./probe.js";

const taken = "ledger/key-taken";

function seat(value: string): readonly LookupKey[] {
  return [{ name: "seat", value, unique: true }];
}

function holding(record: RecordId, version: number, keys: readonly LookupKey[]): Change {
  return change(record, version, { keys });
}

async function oneHolder({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const [a, b] = [freshRecord(kind), freshRecord(kind)];
  await ledger.commit([holding(a, 0, seat("1"))]);
  const details = await refused(ledger.commit([holding(b, 0, seat("1"))]), taken, "a second holder");
  same(Object.keys(details), ["name"], "what a refusal tells of the holder");
  await ledger.commit([holding(a, 1, seat("1"))]);
  await ledger.commit([holding(b, 0, seat("2")), holding(freshRecord(freshKind()), 0, seat("1"))]);
  await refused(ledger.commit([holding(b, 1, seat("1"))]), taken, "moving to a taken value");
  await ledger.commit([holding(a, 2, [])]);
  await ledger.commit([holding(b, 1, seat("1"))]);
  const found = await all(ledger.find({ kind, name: "seat", value: "1" }));
  same(
    found.map((record) => record.record),
    [b],
    "the holder in the end",
  );
}

async function plainKeysAreShared({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const plain = [{ name: "seat", value: "1" }];
  await ledger.commit([holding(freshRecord(kind), 0, plain), holding(freshRecord(kind), 0, plain)]);
  await ledger.commit([holding(freshRecord(kind), 0, seat("1"))]);
  same((await all(ledger.find({ kind, name: "seat", value: "1" }))).length, 3, "records that share a value");
}

async function movesInOneCommit({ ledger }: Store): Promise<void> {
  for (const isGiverFirst of [true, false]) {
    const kind = freshKind();
    const [giver, taker] = [freshRecord(kind), freshRecord(kind)];
    await ledger.commit([holding(giver, 0, seat("1")), holding(taker, 0, seat("2"))]);
    const swap = [holding(giver, 1, seat("2")), holding(taker, 1, seat("1"))];
    await ledger.commit(isGiverFirst ? swap : [...swap].reverse());
    const both = [holding(giver, 2, seat("1")), holding(taker, 2, seat("1"))];
    await refused(
      ledger.commit(isGiverFirst ? both : [...both].reverse()),
      taken,
      "one value for two in one commit",
    );
    const found = await all(ledger.find({ kind, name: "seat", value: "1" }));
    same(
      found.map((record) => record.record),
      [taker],
      "the holder after a swap",
    );
  }
}

async function oneCreator({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  for (let round = 0; round < 5; round += 1) {
    const value = `seat ${round}`;
    const racers = Array.from({ length: 20 }, () =>
      ledger.commit([holding(freshRecord(kind), 0, seat(value))]),
    );
    oneWinner(await outcomes(racers), [taken, "ledger/conflict"], "20 records racing for one value");
    same((await all(ledger.find({ kind, name: "seat", value }))).length, 1, "holders of a raced value");
  }
}

/** Law 4: unique lookup keys. */
export const uniqueLaws: readonly Law[] = [
  { name: "a unique value has one holder in its kind, until the holder lets go", run: oneHolder },
  { name: "values that are not unique are shared", run: plainKeysAreShared },
  { name: "a unique value moves between two records in one commit", run: movesInOneCommit },
  { name: "of many records racing for a unique value exactly one gets it", run: oneCreator },
];
