import {
  eventDigest,
  eventHash,
  genesis,
  type Ledger,
  personal,
  type RecordId,
  stateDigestOf,
} from "@throughline/core";
import type pg from "pg";
import { all, change, codeOf } from "./support.js";

/** Whoever has the database's password: runs SQL past the store. */
export type Attacker = (sql: string, values?: readonly unknown[]) => Promise<readonly SqlRow[]>;
export type SqlRow = Readonly<Record<string, unknown>>;

export const attackerOn =
  (client: pg.Client): Attacker =>
  async (sql, values = []) =>
    (await (values.length > 0 ? client.query(sql, [...values]) : client.query(sql))).rows ?? [];

export const ada: RecordId = "consent/ada";
export const bob: RecordId = "consent/bob";
/** What the attacker would rather have instead of a withdrawal. */
export const forged: RecordId = "consent/forged";

const steps = ["granted", "renewed", "withdrawn"];
const later = "2999-01-01T00:00:00.000Z";

/** A person's consent as it stands after so many steps. */
function step(record: RecordId, at: number) {
  const subject = `s-${record.split("/")[1]}`;
  const status = steps[at] ?? "";
  const name = { ...personal(subject, { line: `${subject} ${status} 1` }) };
  const street = { ...personal(subject, { line: `${subject} ${status} 2` }) };
  return change(record, at, {
    partition: subject,
    events: [{ type: `consent.${status}`, data: { at, name } }],
    state: { name, status, street },
    keys: [
      { name: "subject", value: subject, order: "1" },
      { name: "reference", value: `R-${subject}`, unique: true },
    ],
    timers: [{ name: "remind", due: later }],
  });
}

export const keyOf = (record: RecordId, version: number) => ({
  idempotencyKey: `${record}-${version}`,
  fingerprint: "f",
});

/** Two persons' consents in the ledger, each granted, renewed and withdrawn; and every event has its place in the log. */
export async function play(ledger: Ledger, attacker: Attacker): Promise<void> {
  await attacker(
    "create schema kept; create table kept.second as select * from throughline.records with no data",
  );
  for (const record of [ada, bob])
    for (const at of steps.keys()) {
      await ledger.commit([step(record, at)], keyOf(record, at + 1));
      if (at === 1)
        await attacker("insert into kept.second select * from throughline.records where record = $1", [
          record,
        ]);
    }
  await all(ledger.follow());
}

const tables = ["records", "events", "lookups", "timers", "quotas", "commits", "pending", "log"];

/** Keeps a copy of every table, and gives what puts it back. */
export async function keep(attacker: Attacker): Promise<() => Promise<void>> {
  for (const table of tables) await attacker(`create table kept.${table} as table throughline.${table}`);
  return async () => {
    const back = tables.map(
      (table) => `truncate throughline.${table}; insert into throughline.${table} table kept.${table};`,
    );
    await attacker(back.join(" "));
  };
}

/** A digest of all that the store holds. */
export async function contents(attacker: Attacker): Promise<string> {
  const texts = tables.map(
    (table) =>
      `(select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from throughline.${table} t)`,
  );
  const [row] = await attacker(
    `select encode(sha256(convert_to(${texts.join(" || ")}, 'UTF8')), 'hex') as digest`,
  );
  return String(row?.["digest"]);
}

/** Computes the record's own digest anew from what it says. */
export async function redigest(attacker: Attacker, record: RecordId): Promise<string> {
  const [row] = await attacker(
    "select keys, law, state, timers, version from throughline.records where record = $1",
    [record],
  );
  const parts = row as { keys: string; law: number; state: string; timers: string; version: number };
  const digest = stateDigestOf(parts, parts.version);
  await attacker("update throughline.records set state_digest = $2 where record = $1", [record, digest]);
  return digest;
}

/** Computes a record's whole chain anew: its digest, that in its last event, every hash, and the head. */
export async function rechain(attacker: Attacker, record: RecordId): Promise<void> {
  const digest = await redigest(attacker, record);
  const events = await attacker(
    "select version, body, time, state_digest from throughline.events where record = $1 order by version",
    [record],
  );
  let previous = genesis;
  for (const [at, { version, body, time, state_digest }] of events.entries()) {
    const stateDigest = at === events.length - 1 ? digest : String(state_digest);
    previous = eventHash({
      previous,
      digest: eventDigest(JSON.parse(String(body))),
      time: String(time),
      stateDigest,
    });
    await attacker(
      "update throughline.events set hash = $3, state_digest = $4 where record = $1 and version = $2",
      [record, version, previous, stateDigest],
    );
  }
  await attacker("update throughline.records set head = $2 where record = $1", [record, previous]);
}

/** Makes every reply tell of heads that are there. */
export async function rereply(attacker: Attacker, record: RecordId): Promise<void> {
  await attacker(
    `update throughline.commits c set reply = regexp_replace(c.reply, '"head":"[0-9a-f]+"', '"head":"' || e.hash || '"')
     from throughline.events e where e.record = $1 and c.key = e.record || '-' || e.version`,
    [record],
  );
}

/** "done", or the code of the error, or "altered" where what is read differs from what it was. */
export async function seen<Value>(read: () => Promise<Value>, before: string): Promise<string> {
  let value: Value | undefined;
  const code = await codeOf(
    read().then((found) => {
      value = found;
    }),
  );
  if (code !== "done") return code;
  const text = JSON.stringify(value);
  if (text === before) return "as it was";
  return value === undefined || text === "[]" ? "nothing" : "altered";
}
