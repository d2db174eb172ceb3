import type { Statement } from "./driver.js";
import { inspections } from "./inspections.js";

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
  // One look by primary key for each: the limit keeps it from becoming a walk through all events.
  standing: `select count(*)::int as standing
    from jsonb_to_recordset($1::jsonb) as c (record text, version bigint, head text) cross join lateral (
      select e.hash, e.time from {schema}.events e where e.record = c.record and e.version = c.version limit 1) e
    where e.hash = c.head and e.time = $2`,
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
  treeSize: "select size::double precision as size from {schema}.trees where log = $1",
  readTiles: `select (a.place - 1)::double precision as at, translate(encode(t.hashes, 'base64'), E'\\n', '') as hashes
    from jsonb_array_elements($2::jsonb) with ordinality as a (asked, place) join {schema}.trees r on r.log = $1
    join {schema}.tiles t on t.tree = r.id and t.level = (a.asked ->> 'level')::integer
      and t.number = (a.asked ->> 'number')::bigint`,
  growTree: "select {schema}.grow_tree($1, $2::jsonb, $3::bigint) as kept",
  locateLeaf: `select l.place::double precision as place from {schema}.leaves l join {schema}.trees r on r.id = l.tree
    where r.log = $1 and l.leaf = decode($2, 'base64')`,
  keptHead: "select place::double precision as place, document from {schema}.kept_head",
  keepHead: "select {schema}.keep_head($1::bigint, $2, $3::bigint, $4) as kept",
  takeQuota: "select granted, remaining, until from {schema}.take_quota($1, $2::bigint, $3)",
  findKey: "select key_id, wrap, wrapped, destroyed_at from {schema}.vault where subject = $1",
  keepKey: "select key_id, wrap, wrapped, destroyed_at from {schema}.keep_key($1, $2, $3, $4)",
  destroyKey: "select {schema}.destroy_key($1, $2) as destroyed_at",
  tombstones: `select subject, destroyed_at from {schema}.vault
    where destroyed_at is not null and subject > $1 order by subject limit $2`,
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
export type Statements = Readonly<
  Record<keyof typeof texts | keyof typeof finds | keyof typeof inspections, Statement>
>;

/** The statements for a schema, whose name has been checked. */
export function statementsOf(schema: string): Statements {
  const looks = Object.entries(inspections).map(([name, text]) => [name, `${text} limit $1`] as const);
  const named = [...Object.entries({ ...texts, ...finds }), ...looks].map(([name, text]) => [
    name,
    { name: `${schema}.${name}`, text: text.replaceAll("{schema}", schema) },
  ]);
  return Object.fromEntries(named) as Statements;
}
