import { expectedHash, genesis, recordDigest } from "../chain.js";
import { parseCloudEvent } from "../cloud-event.js";
import type { RecordId } from "../ids.js";
import type { JsonObject } from "../json.js";
import type { Ledger, NewEvent } from "../ledger.js";
import type { Store } from "../store.js";
import { verifyRecord } from "../verify-record.js";
import { holds, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { all, change, freshKind, freshRecord } from "./probe.js";

function additions(count: number): readonly NewEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    type: "law.added",
    data: { amount: index },
    actor: { kind: "staff", id: "s-1" },
  }));
}

/** A record of 300 events in three commits. Its state is their sum. */
async function grown(ledger: Ledger): Promise<RecordId> {
  const record = freshRecord();
  let sum = 0;
  let version = 0;
  for (const count of [1, 99, 200]) {
    sum += (count * (count - 1)) / 2;
    await ledger.commit([change(record, version, { events: additions(count), state: { sum } })]);
    version += count;
  }
  return record;
}

async function foldsToState({ ledger }: Store): Promise<void> {
  const record = await grown(ledger);
  const events = await all(ledger.history(record));
  same(
    events.map((entry) => entry.version),
    Array.from({ length: 300 }, (_, index) => index + 1),
    "versions of 300 events",
  );
  const sum = events.reduce((total, { event }) => total + Number((event.data as JsonObject)["amount"]), 0);
  const found = (await ledger.get(record)).record;
  same([found?.version, found?.state], [300, { sum }], "the state of 300 events");
}

async function writesCloudEvents({ ledger }: Store): Promise<void> {
  const record = await grown(ledger);
  let last = "";
  for await (const { event, version } of ledger.history(record)) {
    const read = parseCloudEvent(event);
    same(
      [read.id, read.subject, read.type],
      [`${record}/${version}`, record, "law.added"],
      "id, subject and type",
    );
    same([read["authtype"], read["authid"]], ["user", "s-1"], "who caused it");
    same(read.time, event.time, "the time, in UTC with milliseconds");
    holds(event.time !== undefined && event.time >= last, "an event is earlier than the one before it");
    last = event.time;
  }
}

async function chainsEvents({ ledger }: Store): Promise<void> {
  const record = await grown(ledger);
  let previous = genesis;
  const sealed: number[] = [];
  for await (const entry of ledger.history(record)) {
    same(entry.hash, expectedHash(previous, entry), `the hash of event ${entry.version}`);
    if (entry.stateDigest !== undefined) sealed.push(entry.version);
    previous = entry.hash;
  }
  same(sealed, [1, 100, 300], "the events that seal a state: the last of each commit");
  const found = (await ledger.get(record)).record;
  same(found?.head, previous, "the record's head");
  const last = (await all(ledger.history(record))).at(-1);
  holds(
    found !== undefined && recordDigest(found) === last?.stateDigest,
    "the last event seals another state",
  );
}

async function verifies({ ledger }: Store): Promise<void> {
  const record = await grown(ledger);
  const commit = await ledger.commit([change(record, 300)]);
  same(
    await verifyRecord(ledger, record),
    { verdict: "consistent", faults: [], events: 301 },
    "without a known head",
  );
  same((await verifyRecord(ledger, record, commit.records[0])).verdict, "complete", "with its own head");
  const forged = { record, version: 301, head: genesis };
  const found = await verifyRecord(ledger, record, forged);
  same(found.faults, [{ fault: "history-rewritten", version: 301 }], "with a head that was never given");
}

const awkward: JsonObject = {
  "": "empty name",
  nul: "a\u0000b",
  quotes: "\"\\ ' $1 ; -- %s",
  text: "Łódź, Ŵyth, Ελλάδα, ﷽, 🧭, \u2028, \uFFFF",
  numbers: [0, -1.5, 1e21, 1e-7, 5e-324, 9_007_199_254_740_991],
  nested: [[[{ a: [null, true, false, {}] }]]],
  ["__proto__"]: "a name like any other",
};

async function keepsAnyJson({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const record = freshRecord(kind);
  const key = { name: "quote ' \" $1", value: "Łódź 🧭 %_\\", order: "'; --" };
  await ledger.commit([
    change(record, 0, { events: [{ type: "law.tried", data: awkward }], state: awkward, keys: [key] }),
  ]);
  const [entry] = await all(ledger.history(record));
  const found = (await ledger.get(record)).record;
  same([found?.state, entry?.event.data], [awkward, awkward], "awkward values");
  const [sought] = await all(ledger.find({ kind, name: key.name, value: key.value }));
  same([sought?.record, sought?.cursor.order], [record, key.order], "what an awkward lookup finds");
  same((await verifyRecord(ledger, record)).verdict, "consistent", "a record of awkward values");
  for (const bad of [{ a: Number.POSITIVE_INFINITY }, { a: "\uD800" }, { a: undefined }]) {
    const events = [{ type: "law.tried", data: bad as JsonObject }];
    await refused(
      ledger.commit([change(freshRecord(), 0, { events })]),
      "core/not-json",
      "data that is not JSON",
    );
  }
}

async function givesCopies({ ledger }: Store): Promise<void> {
  const record = freshRecord();
  const state = { list: ["first"] };
  await ledger.commit([change(record, 0, { state, keys: [{ name: "a", value: "b" }] })]);
  state.list.push("changed by the writer");
  const found = (await ledger.get(record)).record;
  holds(found !== undefined, "a record that was committed is not there");
  try {
    (found.state as { list: string[] }).list.push("changed by a reader");
    (found.keys as unknown as object[]).length = 0;
    for await (const { event } of ledger.history(record)) (event.data as { n: number }).n = 99;
  } catch (error) {
    holds(error instanceof TypeError, "something other than a frozen object was met");
  }
  same(
    (await ledger.get(record)).record?.state,
    { list: ["first"] },
    "the state after others changed their copies",
  );
  same(
    (await verifyRecord(ledger, record)).verdict,
    "consistent",
    "the record after others changed their copies",
  );
}

/** Laws 5 and 6: history, state and chain. */
export const historyLaws: readonly Law[] = [
  { name: "history folds to state, also over 300 events", run: foldsToState },
  { name: "every event is a CloudEvent 1.0, never earlier than the record's last", run: writesCloudEvents },
  { name: "every event is chained to the one before, the last of a commit to the state", run: chainsEvents },
  { name: "verifyRecord finds an untouched record consistent, and complete by its head", run: verifies },
  { name: "any JSON comes back as it was, and nothing else gets in", run: keepsAnyJson },
  { name: "what a reader or writer does to its copy changes nothing stored", run: givesCopies },
];
