import { spawn } from "node:child_process";
import { resolve } from "node:path";
import {
  type Change,
  type Ledger,
  memoryLedger,
  memoryVault,
  personal,
  sealedLedger,
  storedLedger,
} from "@throughline/core";
import { expect, test } from "vitest";
import { service } from "../../demo/src/department.js";
import { newKeys } from "../../demo/src/keys.js";
import { askedOnce, sealed, verify } from "../../demo/src/story/checks.js";
import { answers } from "../../demo/src/story/person.js";
import { createTeller } from "../../demo/src/story/telling.js";
import { createWorld } from "../../demo/src/world.js";
import { testStore } from "../support/store.js";

const root = resolve(import.meta.dirname, "../..");

function run(): Promise<{ code: number | null; told: string }> {
  const child = spawn(process.execPath, ["tools/story.mjs"], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
  });
  let told = "";
  child.stdout.on("data", (chunk: Buffer) => {
    told += chunk.toString();
  });
  return new Promise((ended) => child.on("close", (code) => ended({ code, told })));
}

test("the story plays on a fresh embedded database and holds", async () => {
  const { code, told } = await run();
  expect(told).toContain("The story holds.");
  expect(told).not.toContain("✗");
  expect(told).toContain("withheld for want of consent");
  expect(told).toContain("withheld for want of assurance");
  expect(code).toBe(0);
}, 120_000);

async function worldOf() {
  const store = testStore();
  const email = { send: async () => ({ reference: "none" }) };
  const world = await createWorld({ store, keys: await newKeys(), email });
  const definition = { id: "work-support", version: 1 };
  const { journeyId } = await world.journeys.start({ definition, channel: "web" }, { actor: service });
  const ask = () =>
    world.journeys.recordAsk(
      journeyId,
      { type: "work.history", how: "asked", channel: "web" },
      { actor: service },
    );
  return { store, world, journeyId, ask };
}

test("the story's measure sees what was asked twice", async () => {
  const { world, journeyId, ask } = await worldOf();
  await ask();
  const once = createTeller(() => {});
  await askedOnce(world, journeyId, once);
  expect(once.failures.filter((failure) => failure.startsWith("nothing was asked twice"))).toEqual([]);
  await ask();
  const twice = createTeller(() => {});
  await askedOnce(world, journeyId, twice);
  expect(twice.failures).toContain("nothing was asked twice (work history)");
});

test("the story's last look sees a record that was altered", async () => {
  const { store, ask } = await worldOf();
  await ask();
  const sound = createTeller(() => {});
  await verify(store, sound);
  expect(sound.failures).toEqual([]);
  const stored = storedLedger(store);
  const altered = {
    ...stored,
    async *history(record: Parameters<typeof stored.history>[0]) {
      for await (const entry of stored.history(record)) {
        yield entry.event.type === "journey.asked"
          ? { ...entry, event: { ...entry.event, data: { type: "income" } } }
          : entry;
      }
    },
  };
  const shaken = createTeller(() => {});
  await verify(altered, shaken);
  expect(shaken.failures).toHaveLength(1);
});

test("the story's look for the person's words sees a ledger that is not sealed, and one that holds none", async () => {
  const words = Object.values(answers).flatMap((page) => Object.values(page));
  const response = { ...personal("p-1", words) };
  const failuresOf = async (ledger: Ledger, change?: Change) => {
    if (change) await ledger.commit([change]);
    const teller = createTeller(() => {});
    await sealed(ledger, teller);
    return teller.failures;
  };
  const change: Change = {
    record: "answers/jrn_1",
    expectedVersion: 0,
    law: 1,
    events: [{ type: "answers.saved", data: { response } }],
    state: { response },
    keys: [],
    timers: [],
  };
  const kept = () => sealedLedger(memoryLedger(), memoryVault());
  expect(await failuresOf(kept(), change)).toEqual([]);
  expect(await failuresOf(memoryLedger(), change)).toEqual(["the database holds none of them"]);
  expect(await failuresOf(kept())).toEqual(["the person's words are there for whoever has the keys"]);
});
