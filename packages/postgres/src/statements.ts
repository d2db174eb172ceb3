import type { Statement } from "./driver.js";

/** `body` is the text that the record's digest was taken of: hashed and parsed as it comes, by nobody put together anew. */
const recordColumns = `r.record, r.partition, r.head, r.state_digest, r.changed_at,
    '{"keys":' || r.keys || ',"law":' || r.law || ',"state":' || r.state || ',"timers":' || r.timers
      || ',"version":' || r.version || '}' as body`;
const eventColumns = "e.record, e.version, e.body, e.time, e.hash, e.state_digest";

/** Every statement on the way of an operation, by name. `{schema}` stands for the schema. */
const texts = {
  commit: "select {schema}.commit_changes($1::jsonb) as reply",
  earlier: "select {schema}.earlier_commit($1::jsonb) as reply",
  committed: "select fingerprint, reply from {schema}.commits where key = $1",
  get: `select {schema}.instant(clock_timestamp()) as now, ${recordColumns}
    from (select) as one left join {schema}.records r on r.record = $1 and r.version > 0`,
  history: `select ${eventColumns} from {schema}.events e
    where e.record = $1 and e.version > $2 order by e.version limit $3`,
  follow: `select l.sequence::double precision as sequence, i.id as log, ${eventColumns}
    from {schema}.log l cross join {schema}.log_identity i
    left join {schema}.events e on e.record = l.record and e.version = l.version
    where l.sequence > $1 order by l.sequence limit $2`,
  logEnd: "select coalesce(max(sequence), 0)::double precision as last from {schema}.log",
  openLog: "select {schema}.open_log() as answer",
  sequence: "select {schema}.sequence_events($1, $2) as moved",
  lag: `select count(*)::double precision as events, coalesce(greatest(0, extract(epoch from
    clock_timestamp() - min(time)::timestamptz)), 0)::double precision as seconds from {schema}.pending`,
  takeTimers: "select record, name, due, lease from {schema}.take_timers($1, $2, $3)",
  finishTimer: "select {schema}.finish_timer($1, $2, $3, $4) as done",
  takeQuota: "select granted, remaining, until from {schema}.take_quota($1, $2::bigint, $3)",
} as const;

/** Bounds of a page of found records; $1 to $3 kind, name and value, $4 from, $5 to, $6 and $7 the cursor, $8 the size. */
function findText(after: string, direction: "asc" | "desc"): string {
  return `select l.place, ${recordColumns} from {schema}.lookups l join {schema}.records r on r.record = l.record
    where l.kind = $1 and l.name = $2 and l.value = $3 and l.place >= $4 and ($5::text is null or l.place < $5)
    and ${after} order by l.place ${direction}, l.record ${direction} limit $8`;
}

const finds = {
  findFirstAscending: findText("$6::text is null and $7::text is null", "asc"),
  findFirstDescending: findText("$6::text is null and $7::text is null", "desc"),
  findNextAscending: findText("(l.place, l.record) > ($6, $7)", "asc"),
  findNextDescending: findText("(l.place, l.record) < ($6, $7)", "desc"),
} as const;

/** The statements of one schema. */
export type Statements = Readonly<Record<keyof typeof texts | keyof typeof finds, Statement>>;

/** The statements for a schema, whose name has been checked. */
export function statementsOf(schema: string): Statements {
  const named = Object.entries({ ...texts, ...finds }).map(([name, text]) => [
    name,
    { name: `${schema}.${name}`, text: text.replaceAll("{schema}", schema) },
  ]);
  return Object.fromEntries(named) as Statements;
}
