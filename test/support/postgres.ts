import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { offerVariable } from "./postgres-offer.js";

/** A database of one's own. */
export interface FreshDatabase {
  /** Connection string. */
  readonly url: string;
  /** Removes the database, closing whatever is still connected. */
  drop(): Promise<void>;
}

async function accept(): Promise<string | undefined> {
  const offer = process.env[offerVariable];
  const answer =
    offer === undefined ? { reason: "no server is offered in this run" } : await (await fetch(offer)).json();
  const { url, reason } = answer as { readonly url?: string; readonly reason?: string };
  if (url === undefined) {
    console.warn(
      `Skipped: tests on a PostgreSQL server. ${reason}. Set THROUGHLINE_POSTGRES_URL to use one of yours.`,
    );
  }
  return url;
}

/**
 * The server of this run, started by the first file that imports this; undefined (and the reason printed) where none
 * can be started. Use as `describe.skipIf(postgresUrl === undefined)`.
 */
export const postgresUrl: string | undefined = await accept();

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Makes a new, empty database on the server of this run. */
export async function freshDatabase(): Promise<FreshDatabase> {
  if (postgresUrl === undefined)
    throw new Error("There is no PostgreSQL server: guard with describe.skipIf.");
  const server = postgresUrl;
  const name = `t_${randomBytes(8).toString("hex")}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
