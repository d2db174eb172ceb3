import { ada, bob } from "../tampering.js";
import { type Attack, corrupt, inTable } from "./attack.js";

/** What they can do to the other tables, which no hash covers. */
export const tableAttacks: readonly Attack[] = [
  {
    name: "a lookup moved to another value",
    run: inTable(`update throughline.lookups set value = 'x' where record = '${ada}' and name = 'subject'`),
    says: { find: "nothing", tables: "lookup-added lookup-missing" },
  },
  {
    name: "a lookup that leads to another record",
    run: inTable(
      `update throughline.lookups set record = '${bob}' where record = '${ada}' and name = 'subject'`,
    ),
    says: { find: corrupt, tables: "lookup-added lookup-missing" },
  },
  {
    name: "a lookup removed",
    run: inTable(`delete from throughline.lookups where record = '${ada}' and name = 'subject'`),
    says: { find: "nothing", tables: "lookup-missing" },
  },
  {
    name: "a unique value that is unique no more",
    run: inTable("update throughline.lookups set is_unique = false"),
    says: { tables: "lookup-added lookup-missing" },
  },
  {
    name: "a timer removed",
    run: inTable("delete from throughline.timers"),
    says: { tables: "timer-missing" },
  },
  {
    name: "a timer put off",
    run: inTable("update throughline.timers set due = '2999-09-09T00:00:00.000Z'"),
    says: { tables: "timer-added" },
  },
  {
    name: "a timer that nobody set",
    run: inTable(
      `insert into throughline.timers values ('${ada}', 'x', 'consent', '2020-01-01T00:00:00.000Z')`,
    ),
    says: { tables: "timer-added" },
  },
  {
    name: "two places in the log changed about, of one record",
    run: inTable(`update throughline.log set version = 3 - version where record = '${ada}' and version < 3`),
    says: { follow: "altered", tables: "log-out-of-order" },
  },
  {
    name: "two places in the log changed about, of two records: only a tree head from outside tells",
    run: inTable(
      "update throughline.log set record = case record when 'consent/ada' then 'consent/bob' else 'consent/ada' end where record in ('consent/ada', 'consent/bob')",
    ),
    says: { follow: "altered" },
  },
  {
    name: "an event told twice",
    run: inTable(`insert into throughline.log select max(sequence) + 1, '${ada}', 1 from throughline.log`),
    says: { follow: "altered", tables: "log-out-of-order log-repeated" },
  },
  {
    name: "a place in the log removed",
    run: inTable("delete from throughline.log where sequence = 2"),
    says: { follow: corrupt, tables: "log-gap log-missing" },
  },
  {
    name: "a reply that tells of no commit",
    run: inTable(
      `update throughline.commits set reply = replace(reply, '"head":"', '"head":"00') where key = '${ada}-3'`,
    ),
    says: { committed: corrupt, tables: "reply-altered" },
  },
  {
    name: "a reply that is no reply",
    run: inTable(
      `update throughline.commits set reply = '{"refused":"ledger/too-late"}' where key = '${ada}-3'`,
    ),
    says: { committed: corrupt, tables: "reply-altered" },
  },
  {
    name: "a reply that tells of another commit: nothing tells",
    run: inTable(
      `update throughline.commits set reply = (select reply from throughline.commits where key = '${ada}-1') where key = '${ada}-3'`,
    ),
    says: { committed: "altered" },
  },
  {
    name: "a quota given back: nothing tells",
    run: inTable("update throughline.quotas set used = 0"),
    says: { quota: "altered" },
  },
];
