import { replyForm } from "./reply-form.js";

/** What can disagree. */
export type TableFaultName =
  | "state-altered"
  | "record-missing"
  | "event-missing"
  | "lookup-missing"
  | "lookup-added"
  | "timer-missing"
  | "timer-added"
  | "log-gap"
  | "log-missing"
  | "log-repeated"
  | "log-out-of-order"
  | "reply-altered";

/** The digest of what a record says, as `stateDigestOf` of core takes it. */
const digest = `encode(sha256(convert_to('{"keys":' || r.keys || ',"law":' || r.law || ',"state":' || r.state
    || ',"timers":' || r.timers || ',"version":' || r.version || '}', 'UTF8')), 'hex')`;

/** Only what has its digest is read as JSON; the rest is told as `state-altered`. */
const listed = (column: string) =>
  `jsonb_array_elements(case when ${digest} = r.state_digest then r.${column}::jsonb else '[]' end)`;

/** What disagrees between the tables: each statement gives record, version and sequence, as far as there are any. */
export const inspections: Readonly<Record<TableFaultName, string>> = {
  "state-altered": `select r.record, r.version, null as sequence from {schema}.records r
    left join {schema}.events e on e.record = r.record and e.version = r.version
    where r.version > 0 and (coalesce(e.hash, '') <> r.head or e.time <> r.changed_at
      or coalesce(e.state_digest, '') <> r.state_digest or ${digest} <> r.state_digest)`,
  "record-missing": `select e.record, max(e.version) as version, null as sequence from {schema}.events e
    where not exists (select from {schema}.records r where r.record = e.record and r.version >= e.version)
    group by e.record`,
  "event-missing": `select l.record, l.version, l.sequence::double precision from {schema}.log l
    where not exists (select from {schema}.events e where e.record = l.record and e.version = l.version)`,
  "lookup-missing": `select r.record, r.version, null as sequence from {schema}.records r, ${listed("keys")} k
    where not exists (select from {schema}.lookups l where l.kind = split_part(r.record, '/', 1) and l.name = k ->> 'name'
      and l.value = k ->> 'value' and l.place = coalesce(k ->> 'order', '') and l.record = r.record
      and l.is_unique = coalesce((k ->> 'unique')::boolean, false))`,
  "lookup-added": `select l.record, null as version, null as sequence from {schema}.lookups l
    where not exists (select from {schema}.records r where r.record = l.record and (${digest} <> r.state_digest
      or l.kind = split_part(r.record, '/', 1) and exists (select from ${listed("keys")} k where l.name = k ->> 'name'
        and l.value = k ->> 'value' and l.place = coalesce(k ->> 'order', '')
        and l.is_unique = coalesce((k ->> 'unique')::boolean, false))))`,
  "timer-missing": `select r.record, r.version, null as sequence from {schema}.records r, ${listed("timers")} k
    where k ->> 'due' > {schema}.instant(clock_timestamp())
      and not exists (select from {schema}.timers t where t.record = r.record and t.name = k ->> 'name')`,
  "timer-added": `select t.record, null as version, null as sequence from {schema}.timers t
    where not exists (select from {schema}.records r where r.record = t.record and (${digest} <> r.state_digest
      or t.kind = split_part(r.record, '/', 1)
        and exists (select from ${listed("timers")} k where t.name = k ->> 'name' and t.due = k ->> 'due')))`,
  "log-gap": `select null as record, null as version, (l.sequence - 1)::double precision as sequence from {schema}.log l
    where l.sequence > 1 and not exists (select from {schema}.log p where p.sequence = l.sequence - 1)`,
  "log-missing": `select e.record, e.version, null as sequence from {schema}.events e
    where not exists (select from {schema}.log l where l.record = e.record and l.version = e.version)
      and not exists (select from {schema}.pending p where p.record = e.record and p.version = e.version)`,
  "log-repeated": `select w.record, w.version, null as sequence from (select l.record, l.version from {schema}.log l
      union all select p.record, p.version from {schema}.pending p) w
    group by w.record, w.version having count(*) > 1`,
  "log-out-of-order": `select o.record, o.version, o.sequence::double precision from (select l.record, l.version, l.sequence,
      max(l.version) over (partition by l.record order by l.sequence) as highest from {schema}.log l) o
    where o.highest > o.version`,
  "reply-altered": `select null as record, null as version, null as sequence from {schema}.commits c
    where c.reply !~ '${replyForm}' or exists (select
      from (select case when c.reply ~ '${replyForm}' then c.reply::jsonb else '{"records":[]}' end as told) t,
        jsonb_array_elements(t.told -> 'records') k
      where not exists (select from {schema}.events e where e.record = k ->> 'record'
        and e.version = (k ->> 'version')::integer and e.hash = k ->> 'head' and e.time = t.told ->> 'time'))`,
};
