import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { RecordId } from "@throughline/core";
import type { Ask } from "./ground.js";

const tables = `select c.relname as name from pg_class c where c.relnamespace = 'throughline'::regnamespace
  and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migrations' order by 1`;

/** Every row of every table, as JSON: what any tool that copies tables would carry. */
export type Dump = ReadonlyMap<string, string>;

export async function dump(ask: Ask): Promise<Dump> {
  const rows = new Map<string, string>();
  for (const { name } of await ask(tables)) {
    const [row] = await ask(
      `select coalesce(jsonb_agg(t), '[]')::text as rows from throughline.${String(name)} t`,
    );
    rows.set(String(name), String(row?.["rows"]));
  }
  return rows;
}

/** Puts the rows into a schema of the same release, in place of what is there. */
export async function restore(ask: Ask, rows: Dump): Promise<void> {
  for (const [name, text] of rows) {
    await ask(`delete from throughline.${name}`);
    await ask(
      `insert into throughline.${name} overriding system value select * from jsonb_populate_recordset(null::throughline.${name}, $1)`,
      [text],
    );
  }
}

/** What a dump holds: its records, and how many events they have. */
export function contentsOf(rows: Dump): { readonly records: readonly RecordId[]; readonly events: number } {
  const found: readonly { record: RecordId; version: number }[] = JSON.parse(rows.get("records") ?? "[]");
  const records = found.filter(({ version }) => version > 0).map(({ record }) => record);
  return { records, events: found.reduce((sum, { version }) => sum + version, 0) };
}

/** A folder for the embedded database, gone afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-restore-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks the embedded database in a folder that no store has open. */
export async function pastFolder<Result>(
  folder: string,
  work: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  const database = await PGlite.create(join(folder, "data"));
  try {
    return await work(
      async (sql, values) => (await database.query<Record<string, unknown>>(sql, [...(values ?? [])])).rows,
    );
  } finally {
    await database.close();
  }
}
