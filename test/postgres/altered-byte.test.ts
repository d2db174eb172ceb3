import { type CommittedRecord, verifyRecord } from "@throughline/core";
import type { Postgres } from "@throughline/postgres";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { change, freshRecord, onServer } from "./support.js";

/** What no hash covers: where a record is kept, and what tells a commit's own repeats from others. */
const notCovered = ["partition", "attempt"];

describe.skipIf(postgresUrl === undefined)("one byte anywhere in a record or its events", () => {
  let store: Postgres;
  let end: () => Promise<void>;
  let client: pg.Client;
  const heads: CommittedRecord[] = [];
  beforeAll(async () => {
    const opened = await onServer();
    ({ store, end } = opened);
    client = new pg.Client({ connectionString: opened.url });
    await client.connect();
    for (let at = 0; at < 8; at += 1) {
      const record = freshRecord();
      const keys = [{ name: "reference", value: record, order: "1" }];
      const timers = [{ name: "remind", due: "2999-01-01T00:00:00.000Z" }];
      const state = { n: at, text: 'é "quoted" \\ 100', list: [1, 2.5, 1e21] };
      for (let version = 0; version <= at % 4; version += 1) {
        const events = [1, 2].map((n) => ({ type: "note.written", data: { n, state } }));
        const { records } = await store.ledger.commit([
          change(record, version * 2, { keys, timers, state, events }),
        ]);
        heads[at] = records[0] as CommittedRecord;
      }
    }
    for (const table of ["records", "events"])
      await client.query(`create temp table saved_${table} as table throughline.${table}`);
  });
  afterAll(async () => {
    await client.end();
    await end();
  });

  /** Replaces one character of one column by another, if the column's type takes it. Gives what it did, or undefined. */
  async function alter(table: string, record: string, dice: readonly [number, number, number, string]) {
    const [row, column, place, byte] = dice;
    const { rows, fields } = await client.query(
      `select ctid, * from throughline.${table} where record = $1 order by 1`,
      [record],
    );
    const { name = "" } = fields[1 + (column % (fields.length - 1))] ?? {};
    const chosen = rows[row % rows.length];
    const before = chosen[name] === null ? "" : String(chosen[name]);
    const at = before.length === 0 ? 0 : place % before.length;
    const after = before.slice(0, at) + byte + before.slice(at + 1);
    if (after === before) return undefined;
    const sql = `update throughline.${table} set ${name} = $1 where ctid = $2 returning ${name}::text as now`;
    const altered = await client.query(sql, [after, chosen["ctid"]]).catch(() => undefined);
    const now: unknown = altered?.rows[0]?.now;
    return now === undefined || now === before ? undefined : name;
  }

  test("is found by verifyRecord, but for the columns that are named here", async () => {
    const found = new Map<string, number>();
    const missed = new Set<string>();
    const dice = fc.tuple(
      fc.nat(100),
      fc.nat(100),
      fc.nat(2000),
      fc.constantFrom(...Array.from("0123456789aAfFzZ \"',:{}[]\\/-e~")),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("records", "events"),
        fc.nat(7),
        dice,
        fc.boolean(),
        async (table, at, rolled, isKnown) => {
          const known = heads[at] as CommittedRecord;
          try {
            const column = await alter(table, known.record, rolled);
            fc.pre(column !== undefined);
            const { verdict } = await verifyRecord(store.ledger, known.record, isKnown ? known : undefined);
            const name = `${table}.${column}`;
            if (notCovered.includes(column ?? "")) {
              expect(verdict).toBe(isKnown ? "complete" : "consistent");
              missed.add(name);
            } else {
              expect(verdict, name).toBe("broken");
              found.set(name, (found.get(name) ?? 0) + 1);
            }
          } finally {
            await client.query(
              `delete from throughline.records; delete from throughline.events;
               insert into throughline.records table saved_records; insert into throughline.events table saved_events`,
            );
          }
        },
      ),
      { numRuns: 400, seed: 20_261_123 },
    );
    // A control: every column was tried. That they all are is chance, so the seed is fixed.
    const { rows } = await client.query(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'throughline' and table_name in ('records', 'events')`,
    );
    expect([...found.keys(), ...missed].sort()).toEqual(
      rows.map(({ name }) => String(name)).sort((a, b) => (a < b ? -1 : 1)),
    );
  }, 120_000);
});
