import type { Ledger, Store, Vault } from "@throughline/core";
import type { TileStore } from "@throughline/core/transparency";
import { closable } from "./closable.js";
import { commitTo, committedIn } from "./commit.js";
import type { Driver } from "./driver.js";
import { translated } from "./faults.js";
import { lockFolder } from "./folder-lock.js";
import { followIn } from "./follow.js";
import { inspectIn, type TableFault } from "./inspect.js";
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
import { type PostgresVaultOptions, vaultOf } from "./vault.js";
import { type Workbench, workbenchOf } from "./workbench.js";

/** A store on PostgreSQL. */
export interface Postgres extends Store {
  /** The tiles of a transparency log, in the same schema. Its heads are to be kept elsewhere as well. */
  readonly tiles: TileStore;
  /**
   * The vault in this schema. It may as well be another database's: then open that one, and take its vault only. Throws
   * `RangeError` for a list of key wraps that is empty or names one twice.
   */
  vault(options: PostgresVaultOptions): Vault;
  /**
   * One step of the sequencer: gives committed events their place in the log, and says how many it moved. Followers do
   * this themselves when they have told everything; call it now and then where nobody follows.
   */
  sequence(): Promise<number>;
  /** How far the log is behind what is committed: a metric to watch. */
  lag(): Promise<LogLag>;
  /**
   * Holds the tables against one another and tells what no commit leaves behind: at most 1,000 faults of each kind. It
   * reads everything, so it is for the night. It does not follow the chains: `verifyRecord` does, record by record; and
   * what was put back without a trace only a head from outside tells. Throws `ledger/corrupt` where nothing can be read.
   */
  inspect(): Promise<readonly TableFault[]>;
  /** Ends what was opened: the embedded database, or the pool made from a connection string. Any call after it throws `TypeError`. */
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
  const driver = closable(await open(settings.connection, settings.connections));
  const bench = workbenchOf(driver, settings);
  try {
    await prepare(driver, bench, settings);
  } catch (error) {
    await driver.close().catch(() => {});
    throw translated(error);
  }
  return {
    ledger: ledgerOf(bench),
    timers: timersOf(bench),
    quota: quotaOf(bench),
    vault: (options) => vaultOf(bench, options),
    tiles: tilesOf(bench),
    sequence: () => sequenceIn(bench, false),
    lag: () => lagIn(bench),
    inspect: () => inspectIn(bench),
    close: () => driver.close(),
  };
}
