import { expect, test } from "vitest";
import type { Driver, SqlValue, Statement } from "../../packages/postgres/src/driver.js";
import { settingsOf } from "../../packages/postgres/src/options.js";
import { workbenchOf } from "../../packages/postgres/src/workbench.js";
import { codeOf } from "./support.js";

/** A driver that fails so many times with this code, then answers, and keeps what it was asked. */
function failing(times: number, code: string) {
  const asked: (readonly [Statement, readonly SqlValue[]])[] = [];
  const driver: Driver = {
    async query(statement, values) {
      asked.push([statement, values]);
      if (asked.length <= times) throw Object.assign(new Error("said by the database"), { code });
      return [{ moved: 3 }];
    },
    transaction: () => Promise.reject(new Error("not asked for")),
    close: async () => {},
  };
  return { driver, asked };
}

const settings = settingsOf({ source: "urn:example:bench", schema: "work", patienceMs: 1000, pollMs: 7 });

test("a statement is asked by its name in the schema, and again with the same values after a lost connection", async () => {
  const { driver, asked } = failing(2, "57P01");
  const bench = workbenchOf(driver, settings);
  expect(await bench.ask("sequence", [10, true])).toEqual([{ moved: 3 }]);
  expect(asked.map(([{ name }, values]) => [name, values])).toEqual(
    [1, 2, 3].map(() => ["work.sequence", [10, true]]),
  );
  expect([bench.source, bench.pollMs]).toEqual(["urn:example:bench", 7]);
});

test("what cannot get better is asked once, and told by a code of ours", async () => {
  const { driver, asked } = failing(1, "42501");
  expect(await codeOf(workbenchOf(driver, settings).ask("lag"))).toBe("postgres/statement-failed");
  expect(asked).toHaveLength(1);
});
