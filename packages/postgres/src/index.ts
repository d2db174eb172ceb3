export type { PostgresErrorCode } from "./errors.js";
export { PostgresError, postgresErrors } from "./errors.js";
export type { PostgresConnection, PostgresNotice, PostgresOptions } from "./options.js";
export type { PgClientLike, PgPoolLike, PgResultLike } from "./pg-driver.js";
export type { Postgres } from "./postgres.js";
export { createPostgres } from "./postgres.js";
export type { GrantOptions } from "./role.js";
export { grantApplicationRole } from "./role.js";
export type { LogLag } from "./sequencer.js";
