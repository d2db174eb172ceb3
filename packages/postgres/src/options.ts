import { isUriReference } from "@throughline/core";
import type { PgPoolLike } from "./pg-driver.js";

/** Where the database is: exactly one of these. */
export type PostgresConnection =
  /** The embedded database, kept in this folder. One process at a time. */
  | { readonly folder: string }
  /** The embedded database, gone when the process ends. */
  | { readonly memory: true }
  /** A pool of the `pg` package, made and ended by the caller. */
  | { readonly pool: PgPoolLike }
  /** Connection string of a PostgreSQL server: `postgres://user@host:5432/name`. */
  | { readonly url: string };

/** What `createPostgres` tells its operator. */
export interface PostgresNotice {
  /** `log-replaced`: the database came back in another place, and followers of the old log must start again. */
  readonly kind: "log-replaced";
  /** The log that positions handed out before belong to. */
  readonly previousLog: string;
  /** The log that is open now. */
  readonly log: string;
}

/** How a store on PostgreSQL is made. */
export interface PostgresOptions {
  /** Where the database is. Default `{ memory: true }`. */
  readonly connection?: PostgresConnection;
  /** The `source` of its events: a URI reference that names this organisation's ledger. */
  readonly source: string;
  /** The schema that holds the tables: 1 to 40 of a-z, 0-9 and _, beginning with a letter. Default `throughline`. */
  readonly schema?: string;
  /** False: never change the schema; refuse to start where a migration is missing. Default true. */
  readonly migrate?: boolean;
  /** Connections to a server at most, 1 to 1,000, for `{ url }`. Default 10. */
  readonly connections?: number;
  /** How long an operation goes on trying while the database cannot be reached, 0 to 60,000 ms. Default 5,000. */
  readonly patienceMs?: number;
  /** How often a live follower looks for new events, 5 to 60,000 ms. Default 200. */
  readonly pollMs?: number;
  /** Hears what an operator should know. Default: nobody does. */
  readonly onNotice?: (notice: PostgresNotice) => void;
}

/** The options with their defaults. */
export type Settings = Required<PostgresOptions>;

function within(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} is a whole number from ${least} to ${most}.`);
  }
  return value;
}

function checkConnection(connection: PostgresConnection): PostgresConnection {
  const [kind, ...more] = Object.keys(connection);
  const isKnown = kind !== undefined && ["folder", "memory", "pool", "url"].includes(kind);
  if (!isKnown || more.length > 0)
    throw new TypeError("connection is one of { folder }, { memory }, { pool }, { url }.");
  if ("folder" in connection && connection.folder === "")
    throw new TypeError("folder is the path of a folder.");
  if ("url" in connection && !/^postgres(ql)?:\/\//.test(connection.url)) {
    throw new TypeError("url begins with postgres:// or postgresql://.");
  }
  return connection;
}

/** Refuses a schema name that would have to be quoted. */
export function checkSchema(schema: string): string {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(schema)) {
    throw new RangeError("schema is 1 to 40 of a-z, 0-9 and _, beginning with a letter.");
  }
  return schema;
}

/** Fills in the defaults and refuses nonsense with `RangeError` or `TypeError`. */
export function settingsOf(options: PostgresOptions): Settings {
  if (!isUriReference(options.source))
    throw new RangeError("source is a URI reference of at least one character.");
  return {
    connection: checkConnection(options.connection ?? { memory: true }),
    source: options.source,
    schema: checkSchema(options.schema ?? "throughline"),
    migrate: options.migrate ?? true,
    connections: within("connections", options.connections ?? 10, 1, 1000),
    patienceMs: within("patienceMs", options.patienceMs ?? 5000, 0, 60_000),
    pollMs: within("pollMs", options.pollMs ?? 200, 5, 60_000),
    onNotice: options.onNotice ?? (() => {}),
  };
}
