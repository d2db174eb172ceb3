import type { Driver } from "./driver.js";
import { PostgresError } from "./errors.js";

const oldest = 150_000;

/** Settings under which the laws do not hold, and why: lost commits; statements that do not see what was committed. */
const unsafe: Readonly<Record<string, (value: string) => boolean>> = {
  synchronous_commit: (value) => value === "off",
  default_transaction_isolation: (value) => value !== "read committed",
  server_encoding: (value) => value !== "UTF8",
};

const settingsText = `select name, setting from pg_catalog.pg_settings where name in
  ('server_version_num', 'synchronous_commit', 'default_transaction_isolation', 'server_encoding')`;

/**
 * Refuses a server on which the store could not keep its word.
 *
 * @throws PostgresError `postgres/too-old`, `postgres/unsafe-setting`.
 */
export async function checkServer(driver: Driver): Promise<void> {
  const rows = await driver.query({ name: "throughline.settings", text: settingsText }, []);
  const settings = new Map(rows.map(({ name, setting }) => [String(name), String(setting)]));
  const version = Number(settings.get("server_version_num"));
  if (!(version >= oldest)) throw new PostgresError("postgres/too-old", { details: { version } });
  for (const [setting, isUnsafe] of Object.entries(unsafe)) {
    const value = settings.get(setting) ?? "";
    if (isUnsafe(value)) throw new PostgresError("postgres/unsafe-setting", { details: { setting, value } });
  }
}
