import type { Driver, Row, SqlValue, Statement } from "./driver.js";

/** Opens the embedded database, in a folder or in memory. The package is loaded only here. */
export async function openPglite(folder: string | undefined): Promise<Driver> {
  const { PGlite } = await import("@electric-sql/pglite");
  const database = await (folder === undefined ? PGlite.create() : PGlite.create(folder));
  return {
    async query(statement: Statement, values: readonly SqlValue[]) {
      const { rows } = await database.query<Row>(statement.text, [...values]);
      return rows;
    },
    transaction: (run) =>
      database.transaction(async (transaction) =>
        run(async (text, values) => {
          if (values !== undefined) return (await transaction.query<Row>(text, [...values])).rows;
          await transaction.exec(text);
          return [];
        }),
      ),
    close: () => database.close(),
  };
}
