import { canonicalize } from "@throughline/core";
import { type Attacker, ada, bob, forged, rechain } from "../tampering.js";
import {
  type Attack,
  both,
  chained,
  corrupt,
  digested,
  first,
  inTable,
  misread,
  onRecord,
  replied,
  unread,
} from "./attack.js";

const granted = onRecord(`state = replace(state, '"withdrawn"', '"granted"')`);

async function swapNodes(attacker: Attacker): Promise<void> {
  const [row] = await attacker("select state from throughline.records where record = $1", [ada]);
  const state = JSON.parse(String(row?.["state"])) as { readonly name: string; readonly street: string };
  const swapped = canonicalize({ ...state, name: state.street, street: state.name });
  await attacker("update throughline.records set state = $2 where record = $1", [ada, swapped]);
}

const forge = first(
  inTable(`insert into throughline.events select '${forged}', version, replace(body, '${ada}', '${forged}'), time, hash,
    state_digest, attempt from throughline.events where record = '${ada}' and version = 1`),
  inTable(`insert into throughline.records select '${forged}', partition, 1, law, state, '[]', '[]', head, state_digest, k.time
    from kept.second r, (select time from throughline.events where record = '${forged}') k where record = '${ada}'`),
  (attacker) => rechain(attacker, forged),
);

/** What somebody with the database owner's rights can do to a record and its history. */
export const recordAttacks: readonly Attack[] = [
  { name: "a state", run: granted, says: { ...unread, ...both("state-altered@3"), tables: "state-altered" } },
  {
    name: "a state, with its digest",
    run: first(granted, digested),
    says: { ...misread, ...both("state-altered@3"), tables: "state-altered" },
  },
  {
    name: "a state, with its digest, the last event's hash and the head",
    run: first(granted, chained),
    says: {
      ...misread,
      follow: "altered",
      committed: corrupt,
      known: "history-rewritten@3",
      tables: "reply-altered",
    },
  },
  {
    name: "a state that is no JSON, with its digest",
    run: first(onRecord("state = 'x'"), digested),
    says: { ...unread, ...both("state-altered@3"), tables: "state-altered" },
  },
  {
    name: "how it is found, in the record",
    run: onRecord(`keys = replace(keys, '"subject"', '"subjecT"')`),
    says: { ...unread, ...both("state-altered@3"), tables: "state-altered" },
  },
  {
    name: "how it is found, in the record with its digest",
    run: first(onRecord(`keys = replace(keys, '"subject"', '"subjecT"')`), digested),
    says: {
      get: "altered",
      find: corrupt,
      ...both("state-altered@3"),
      tables: "lookup-added lookup-missing state-altered",
    },
  },
  {
    name: "what must happen, in the record",
    run: onRecord("timers = '[]'"),
    says: { ...unread, ...both("state-altered@3"), tables: "state-altered" },
  },
  {
    name: "the law",
    run: onRecord("law = 9"),
    says: { ...unread, ...both("state-altered@3"), tables: "state-altered" },
  },
  {
    name: "the version",
    run: onRecord("version = 2"),
    says: { ...unread, ...both("state-altered@3"), tables: "record-missing state-altered" },
  },
  {
    name: "the head",
    run: onRecord("head = repeat('0', 64)"),
    says: { ...misread, ...both("state-altered@3"), tables: "state-altered" },
  },
  {
    name: "when it changed, which moves the clock that its deadlines are judged by",
    run: onRecord("changed_at = '2998-01-01T00:00:00.000Z'"),
    says: { ...misread, ...both("state-altered@3"), tables: "state-altered" },
  },
  { name: "where it is kept: nothing is decided by it", run: onRecord("partition = 'x'"), says: misread },
  {
    name: "an older state of the same record, with its digest",
    run: first(
      onRecord(
        "state = k.state from kept.second k where k.record = records.record and records.record = $1 --",
      ),
      digested,
    ),
    says: { ...misread, ...both("state-altered@3"), tables: "state-altered" },
    sealed: unread,
  },
  {
    name: "another record's state, with its digest",
    run: first(onRecord(`state = (select state from throughline.records where record = '${bob}')`), digested),
    says: { ...misread, ...both("state-altered@3"), tables: "state-altered" },
    sealed: unread,
  },
  {
    name: "another record's state, with the whole chain and the replies",
    run: first(
      onRecord(`state = (select state from throughline.records where record = '${bob}')`),
      chained,
      replied,
    ),
    says: { ...misread, follow: "altered", committed: "altered", known: "history-rewritten@3" },
    sealed: unread,
  },
  {
    name: "two parts of a state changed about, with its digest",
    run: first(swapNodes, digested),
    says: { ...misread, ...both("state-altered@3"), tables: "state-altered" },
    sealed: unread,
  },
  {
    name: "the record's row removed",
    run: inTable(`delete from throughline.records where record = '${ada}'`),
    says: {
      get: "nothing",
      find: "nothing",
      ...both("state-altered@3"),
      tables: "lookup-added record-missing timer-added",
    },
  },
  {
    name: "the record and its history removed",
    run: inTable(
      `delete from throughline.records where record = '${ada}'; delete from throughline.events where record = '${ada}'`,
    ),
    says: {
      get: "nothing",
      find: "nothing",
      follow: corrupt,
      committed: corrupt,
      known: "history-truncated@3",
      tables: "event-missing lookup-added reply-altered timer-added",
    },
  },
  {
    name: "a record that nobody made",
    record: forged,
    run: forge,
    says: { get: "altered", known: "consistent", tables: "log-missing" },
    sealed: { get: corrupt },
  },
];
