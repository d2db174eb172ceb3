import { ada } from "../tampering.js";
import { type Attack, both, chained, corrupt, first, inTable, misread, onEvent, replied } from "./attack.js";

/** The withdrawal never was: the record as it stood before, and its last event gone. */
const unwithdraw = first(
  inTable(`delete from throughline.events where record = '${ada}' and version = 3`),
  inTable(`delete from throughline.records where record = '${ada}'`),
  inTable("insert into throughline.records select * from kept.second where record = 'consent/ada'"),
);
const unlog = first(
  inTable(`delete from throughline.commits where key = '${ada}-3'`),
  inTable(`delete from throughline.log where record = '${ada}' and version = 3`),
  inTable("update throughline.log set sequence = 1 - sequence where sequence > 3"),
  inTable("update throughline.log set sequence = -sequence where sequence < 0"),
);

/** What they can do to its history. */
export const historyAttacks: readonly Attack[] = [
  {
    name: "an event's words",
    run: onEvent(1, `body = replace(body, '"at":0', '"at":9')`),
    says: { follow: "altered", ...both("event-altered@1") },
  },
  {
    name: "an event's words, with every hash of the record",
    run: first(onEvent(1, `body = replace(body, '"at":0', '"at":9')`), chained),
    says: {
      ...misread,
      follow: "altered",
      committed: corrupt,
      known: "history-rewritten@3",
      tables: "reply-altered",
    },
  },
  {
    name: "an event's words, with every hash of the record and the replies: only a head from outside tells",
    run: first(onEvent(1, `body = replace(body, '"at":0', '"at":9')`), chained, replied),
    says: { ...misread, follow: "altered", committed: "altered", known: "history-rewritten@3" },
  },
  {
    name: "an event that is no JSON",
    run: onEvent(2, "body = 'x'"),
    says: { follow: corrupt, ...both("event-altered@2") },
  },
  {
    name: "an event's time",
    run: onEvent(2, "time = '2020-01-01T00:00:00.000Z'"),
    says: { follow: "altered", ...both("event-altered@2"), tables: "reply-altered" },
  },
  {
    name: "the last event's time",
    run: onEvent(3, "time = '2020-01-01T00:00:00.000Z'"),
    says: {
      follow: "altered",
      committed: corrupt,
      ...both("event-altered@3 state-altered@3"),
      tables: "reply-altered state-altered",
    },
  },
  {
    name: "the digest in an event, spelled in capitals",
    run: onEvent(2, "state_digest = upper(state_digest)"),
    says: { follow: "altered", ...both("event-altered@2") },
  },
  {
    name: "an event in the middle removed",
    run: inTable(`delete from throughline.events where record = '${ada}' and version = 2`),
    says: {
      follow: corrupt,
      ...both("event-missing@2"),
      tables: "event-missing reply-altered",
    },
  },
  {
    name: "two events changed about",
    run: first(onEvent(1, "version = 9"), onEvent(2, "version = 1"), onEvent(9, "version = 2")),
    says: {
      follow: "altered",
      ...both("event-altered@3 event-out-of-order@1 event-out-of-order@2"),
      tables: "reply-altered",
    },
    sealed: { follow: corrupt },
  },
  {
    name: "the last event removed",
    run: inTable(`delete from throughline.events where record = '${ada}' and version = 3`),
    says: {
      follow: corrupt,
      committed: corrupt,
      ...both("history-truncated@3"),
      tables: "event-missing reply-altered state-altered",
    },
  },
  {
    name: "the withdrawal taken back: its event removed, the record as it stood before",
    run: unwithdraw,
    says: {
      ...misread,
      follow: corrupt,
      committed: corrupt,
      known: "history-truncated@3",
      tables: "event-missing reply-altered",
    },
  },
  {
    name: "the withdrawal taken back without a trace: only a head from outside tells",
    run: first(unwithdraw, unlog),
    says: { ...misread, follow: "altered", committed: "nothing", known: "history-truncated@3" },
  },
];
