import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/postgres`, each with its status and message. Those of the ledger are in core. */
export const postgresErrors = {
  "postgres/folder-in-use": {
    status: 500,
    message:
      "Another process has this folder open. Close it, choose another folder, or move to a PostgreSQL server.",
  },
  "postgres/folder-not-writable": {
    status: 500,
    message:
      "The folder cannot be written. Give this user the right to write there, or choose another folder.",
  },
  "postgres/too-old": {
    status: 500,
    message: "The server is older than PostgreSQL 15. Upgrade it, or use another one.",
  },
  "postgres/unsafe-setting": {
    status: 500,
    message:
      "The server has a setting under which an acknowledged commit may be lost. Change the one in the details.",
  },
  "postgres/not-migrated": {
    status: 500,
    message:
      "The schema lacks migrations that this release needs. Run createPostgres once as the role that owns it.",
  },
  "postgres/migration-altered": {
    status: 500,
    message:
      "A migration that was applied here differs from the one in this release. Restore the released file.",
  },
  "postgres/newer-schema": {
    status: 500,
    message: "The schema was migrated by a newer release. Upgrade this package before using the database.",
  },
  "postgres/statement-failed": {
    status: 500,
    message:
      "The database refused a statement. Look up the SQLSTATE in the details, and the database's own log.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/postgres`. */
export type PostgresErrorCode = keyof typeof postgresErrors;

/** The error of `@throughline/postgres`. */
export class PostgresError extends ThroughlineError<PostgresErrorCode> {
  constructor(code: PostgresErrorCode, options?: ThroughlineErrorOptions) {
    super(code, postgresErrors[code], options);
  }
}
