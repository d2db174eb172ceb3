import { isThroughlineError } from "@throughline/core";
import { createPostgres, type PgPoolLike } from "@throughline/postgres";
import { describe, expect, test } from "vitest";
import { freshDatabase, postgresUrl } from "../support/postgres.js";
import { codeOf, onDatabase, source } from "./support.js";

/** A pool whose server says this of itself; nothing else is ever asked of it. */
function saying(settings: Readonly<Record<string, string>>): PgPoolLike {
  const rows = Object.entries(settings).map(([name, setting]) => ({ name, setting }));
  return {
    query: async () => ({ rows }),
    connect: () => Promise.reject(new Error("It went on, although the server is not fit.")),
  };
}

const fit = {
  server_version_num: "150000",
  synchronous_commit: "on",
  default_transaction_isolation: "read committed",
  server_encoding: "UTF8",
};

test.each([
  [{ server_version_num: "140012" }, "postgres/too-old", { version: 140_012 }],
  [{ synchronous_commit: "off" }, "postgres/unsafe-setting", { setting: "synchronous_commit", value: "off" }],
  [
    { default_transaction_isolation: "serializable" },
    "postgres/unsafe-setting",
    { setting: "default_transaction_isolation", value: "serializable" },
  ],
  [
    { server_encoding: "SQL_ASCII" },
    "postgres/unsafe-setting",
    { setting: "server_encoding", value: "SQL_ASCII" },
  ],
])("a server that says %j is refused by name", async (said, code, details) => {
  const connection = { pool: saying({ ...fit, ...said }) };
  const refused = await createPostgres({ connection, source }).catch((error: unknown) => error);
  expect(isThroughlineError(refused, code) && refused.details).toEqual(details);
});

test("a server that is fit is gone on with", async () => {
  await expect(createPostgres({ connection: { pool: saying(fit) }, source })).rejects.toThrow("It went on");
});

describe.skipIf(postgresUrl === undefined)("on a server", () => {
  test.each([
    ["synchronous_commit", "off", "postgres/unsafe-setting"],
    ["synchronous_commit", "local", "done"],
    ["default_transaction_isolation", "'repeatable read'", "postgres/unsafe-setting"],
  ])("%s = %s for the database: %s", async (setting, value, outcome) => {
    const { url, drop } = await freshDatabase();
    const name = new URL(url).pathname.slice(1);
    await onDatabase(url, `alter database ${name} set ${setting} = ${value}`);
    const opened = createPostgres({ connection: { url }, source }).then((store) => store.close());
    expect(await codeOf(opened)).toBe(outcome);
    await drop();
  });
});
