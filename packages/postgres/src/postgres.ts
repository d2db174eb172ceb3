import type { Ledger, Store } from "@throughline/core";
import type { TileStore } from "@throughline/core/transparency";
import { commitTo, committedIn } from "./commit.js";
import type { Driver } from "./driver.js";
import { translated } from "./faults.js";
import { lockFolder } from "./folder-lock.js";
import { followIn } from "./follow.js";
import { migrate } from "./migrate.js";
import { type PostgresConnection, type PostgresOptions, type Settings, settingsOf } from "./options.js";
import { openPg, pgDriver } from "./pg-driver.js";
import { openPglite } from "./pglite-driver.js";
import { checkServer } from "./preflight.js";
import { quotaOf } from "./quota.js";
import { findIn, getFrom, historyIn } from "./read.js";
import { persistFor } from "./retry.js";
import { type LogLag, lagIn, sequenceIn } from "./sequencer.js";
import { tilesOf } from "./tiles.js";
import { timersOf } from "./timers.js";
import { type Workbench, workbenchOf } from "./workbench.js";

/** A store on PostgreSQL. */
export interface Postgres extends Store {
  /** The tiles of a transparency log, in the same schema. Its heads are to be kept elsewhere as well. */
  readonly tiles: TileStore;
  /**
   * One step of the sequencer: gives committed events their place in the log, and says how many it moved. Followers do
   * this themselves when they have told everything; call it now and then where nobody follows.
   */
  sequence(): Promise<number>;
  /** How far the log is behind what is committed: a metric to watch. */
  lag(): Promise<LogLag>;
  /** Ends what was opened: the embedded database, or the pool made from a connection string. */
  close(): Promise<void>;
}

async function openFolder(folder: string): Promise<Driver> {
  const lock = await lockFolder(folder);
  try {
    const driver = await openPglite(lock.data);
    const close = async () => {
      try {
        await driver.close();
      } finally {
        await lock.release();
      }
    };
    return { ...driver, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function open(connection: PostgresConnection, connections: number): Promise<Driver> {
  if ("folder" in connection) return openFolder(connection.folder);
  if ("pool" in connection) return Promise.resolve(pgDriver(connection.pool));
  if ("url" in connection) return openPg(connection.url, connections);
  return openPglite(undefined);
}

async function prepare(driver: Driver, bench: Workbench, settings: Settings): Promise<void> {
  await persistFor(settings.patienceMs)(async () => {
    await checkServer(driver);
    await migrate(driver, settings.schema, settings.migrate);
  });
  const [row] = await bench.ask<{ readonly answer: string }>("openLog");
  const { log, replaced }: { log: string; replaced?: string } = JSON.parse(row?.answer ?? "{}");
  if (replaced !== undefined) settings.onNotice({ kind: "log-replaced", previousLog: replaced, log });
}

function ledgerOf(bench: Workbench): Ledger {
  return {
    get: (record) => getFrom(bench, record),
    find: (query) => findIn(bench, query),
    commit: (changes, options = {}) => commitTo(bench, changes, options),
    committed: (key, fingerprint) => committedIn(bench, key, fingerprint),
    history: (record) => historyIn(bench, record),
    follow: (options = {}) => followIn(bench, options),
  };
}

/**
 * Opens a ledger with its timers and quotas on PostgreSQL 15 or later, or on the embedded PGlite, and brings its schema
 * to this release.
 *
 * @throws PostgresError any of {@link postgresErrors}; LedgerError `ledger/unavailable` where the server cannot be
 * reached; `RangeError` or `TypeError` for options that mean nothing.
 */
export async function createPostgres(options: PostgresOptions): Promise<Postgres> {
  const settings = settingsOf(options);
  const driver = await open(settings.connection, settings.connections);
  const bench = workbenchOf(driver, settings);
  try {
    await prepare(driver, bench, settings);
  } catch (error) {
    await driver.close().catch(() => {});
    throw translated(error);
  }
  let closing: Promise<void> | undefined;
  return {
    ledger: ledgerOf(bench),
    timers: timersOf(bench),
    quota: quotaOf(bench),
    tiles: tilesOf(bench),
    sequence: () => sequenceIn(bench, false),
    lag: () => lagIn(bench),
    close: () => {
      closing ??= driver.close();
      return closing;
    },
  };
}
