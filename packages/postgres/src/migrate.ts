import { readdir, readFile } from "node:fs/promises";
import type { Driver, Execute } from "./driver.js";
import { PostgresError } from "./errors.js";
import { hexSha256 } from "./hash.js";

/** One step of the schema, as it is published. */
export interface Migration {
  /** From 1, upwards. */
  readonly number: number;
  /** File name, `0001-tables.sql`. */
  readonly name: string;
  /** The SQL. */
  readonly text: string;
  /** SHA-256 of the SQL, hexadecimal. */
  readonly sha256: string;
}

/** The folder is one step up from `src` and from `dist` alike. */
const folder = new URL("../migrations/", import.meta.url);

/** The published migrations, in order. */
export async function releasedMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), "utf8");
      return { number: Number(name.slice(0, 4)), name, text, sha256: hexSha256(text) };
    }),
  );
}

/** Those that are still to be applied, once the applied ones have been found to be the released ones. */
function missing(released: readonly Migration[], applied: ReadonlyMap<number, string>): readonly Migration[] {
  const known = released.at(-1)?.number ?? 0;
  const newest = Math.max(0, ...applied.keys());
  if (newest > known)
    throw new PostgresError("postgres/newer-schema", { details: { applied: newest, known } });
  for (const { number, name, sha256 } of released) {
    const other = applied.get(number);
    if (other !== undefined && other !== sha256) {
      throw new PostgresError("postgres/migration-altered", { details: { migration: name } });
    }
  }
  return released.filter(({ number }) => !applied.has(number));
}

async function appliedIn(execute: Execute, schema: string): Promise<ReadonlyMap<number, string>> {
  // Not to_regclass: it may answer from what the session remembers of the time before it waited for the lock.
  const tables = await execute("select from pg_tables where schemaname = $1 and tablename = 'migrations'", [
    schema,
  ]);
  if (tables.length === 0) return new Map();
  const rows = await execute(`select number, sha256 from ${schema}.migrations`, []);
  return new Map(rows.map(({ number, sha256 }) => [Number(number), String(sha256)]));
}

const journal = `create table if not exists migrations (
  number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`;

/** Whoever starts first applies everything; the others wait for the lock and find nothing left to do. */
async function applyIn(execute: Execute, schema: string, released: readonly Migration[]): Promise<void> {
  await execute("select pg_advisory_xact_lock(hashtextextended('throughline migrations ' || $1, 0))", [
    schema,
  ]);
  const steps = missing(released, await appliedIn(execute, schema));
  if (steps.length === 0) return;
  await execute(
    `create schema if not exists ${schema}; set local search_path to ${schema}, pg_temp; ${journal}`,
  );
  for (const { number, name, text, sha256 } of steps) {
    await execute(text);
    await execute("insert into migrations (number, name, sha256) values ($1, $2, $3)", [
      number,
      name,
      sha256,
    ]);
  }
}

/**
 * Brings the schema to this release: forward only, all in one transaction, safe to be run by many at once.
 *
 * @param mayChange - False: only look.
 * @throws PostgresError `postgres/not-migrated`, `postgres/migration-altered`, `postgres/newer-schema`.
 */
export async function migrate(driver: Driver, schema: string, mayChange: boolean): Promise<void> {
  const released = await releasedMigrations();
  const steps = await driver.transaction(async (execute) =>
    missing(released, await appliedIn(execute, schema)),
  );
  if (steps.length === 0) return;
  if (!mayChange) {
    throw new PostgresError("postgres/not-migrated", { details: { missing: steps.map(({ name }) => name) } });
  }
  await driver.transaction((execute) => applyIn(execute, schema, released));
}
