import { expect, test } from "vitest";
import { department } from "./department.js";
import { drillMs, expectUnharmed } from "./drill.js";
import { journeyCases } from "./journey-cases.js";
import { memoryScene } from "./scene.js";
import { createTap } from "./tap.js";

test("every function of the service is drilled", async () => {
  const { journeys } = await department.services(memoryScene(), createTap());
  expect(Object.keys(journeyCases).sort()).toEqual(Object.keys(journeys).sort());
});

test.each(Object.entries(journeyCases))(
  "%s is whole when any call fails once",
  async (_, use) => {
    await expectUnharmed(department, use);
  },
  drillMs,
);
