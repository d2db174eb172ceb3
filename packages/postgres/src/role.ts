import { translated } from "./faults.js";
import { checkSchema } from "./options.js";
import { openPg, type PgPoolLike, pgDriver } from "./pg-driver.js";

/** Who gets the rights, and where. */
export interface GrantOptions {
  /** A connection as the role that owns the schema. */
  readonly connection: { readonly url: string } | { readonly pool: PgPoolLike };
  /** The role that the application connects as. It exists already. */
  readonly role: string;
  /** The schema. Default `throughline`. */
  readonly schema?: string;
}

/**
 * Gives a role what an application needs and no more: it reads, and writes only through the functions of the schema. It
 * can neither update nor delete an event. Migrations are then run by the owner, and the application starts with
 * `migrate: false`. Repeat it after an upgrade.
 *
 * @throws PostgresError `postgres/statement-failed` where there is no such role or no such right.
 */
export async function grantApplicationRole(options: GrantOptions): Promise<void> {
  const { connection, role } = options;
  const schema = checkSchema(options.schema ?? "throughline");
  if (role.length === 0 || role.length > 63) throw new RangeError("role is 1 to 63 characters.");
  const driver = "url" in connection ? await openPg(connection.url, 1) : pgDriver(connection.pool);
  try {
    await driver.query({ name: `${schema}.grant`, text: `select ${schema}.grant_application($1)` }, [role]);
  } catch (error) {
    throw translated(error);
  } finally {
    await driver.close();
  }
}
