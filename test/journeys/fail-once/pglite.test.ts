import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Department, departmentOn } from "./department.js";
import { type Cast, drillMs, expectUnharmed } from "./drill.js";
import { journeyCases } from "./journey-cases.js";
import { sceneOn } from "./scene.js";

let store: Postgres;

beforeAll(async () => {
  store = await createPostgres({ source: "urn:example:work-and-careers" });
});

afterAll(() => store.close());

/** One database for all: each story has people of its own. Its clock is the database's, and nothing here waits. */
const embedded: Cast<Department> = {
  ...departmentOn(() => sceneOn(store, () => expect.fail("Nothing waits here."))),
  isOutside: true,
};

const cases = (["record", "offer", "claim", "accept", "complete"] as const).map(
  (name) => [name, journeyCases[name]] as const,
);

test.each(cases)(
  "%s is whole on the embedded database when any call fails once",
  async (_, use) => {
    await expectUnharmed(embedded, use);
  },
  drillMs,
);
