import { localKeyWrap, type Vault } from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isSealed } from "../../support/store.js";
import { type Department, departmentOn } from "./department.js";
import { type Cast, drillMs, expectUnharmed } from "./drill.js";
import { journeyCases } from "./journey-cases.js";
import { sceneOn } from "./scene.js";

let store: Postgres;
let vault: Vault;

beforeAll(async () => {
  store = await createPostgres({ source: "urn:example:work-and-careers" });
  vault = store.vault({
    wrap: localKeyWrap({ id: "master", key: crypto.getRandomValues(new Uint8Array(32)) }),
  });
});

afterAll(() => store.close());

/** One database for all: each story has people of its own. Its clock is the database's, and nothing here waits. */
const embedded: Cast<Department> = {
  ...departmentOn(() =>
    sceneOn(store, () => expect.fail("Nothing waits here."), isSealed ? vault : undefined),
  ),
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
