import {
  consentEpochOf,
  type Erasure,
  type ErasureOptions,
  type Erasures,
  erasedSubjects,
  type Timers,
  verifyErasureReceipt,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all } from "../support.js";
import { ada, by, type World, world } from "./support.js";

const order = { subject: ada.id, aliases: ["j-ada"] };

class Cut extends Error {}

/** Lets one call of all fail: before anything was done, or after it was done and the answer was lost. */
function failing(at: number, mode: "before" | "after") {
  let calls = 0;
  let isCut = false;
  const cut = () => {
    isCut = true;
    throw new Cut(`Call ${at} is cut off.`);
  };
  const once =
    <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      calls += 1;
      const isThis = calls === at;
      if (isThis && mode === "before") cut();
      const result = await call(...args);
      return isThis ? cut() : result;
    };
  return { once, wasCut: () => isCut };
}

type Once = ReturnType<typeof failing>["once"];

function parts({ store, vault, book, signer }: World, once: Once): Partial<ErasureOptions> {
  return {
    ledger: {
      ...store.ledger,
      get: once(store.ledger.get),
      commit: once(store.ledger.commit),
      committed: once(store.ledger.committed),
    },
    vault: { ...vault, find: once(vault.find), destroy: once(vault.destroy) },
    book: { add: once(book.add) },
    signer: { issuer: signer.issuer, sign: once(signer.sign) },
    owns: once(async () => true),
  };
}

/** Calls again, each time from a new process, until it is not cut off. */
async function insist<Result>(call: () => Promise<Result>, then: () => void = () => {}): Promise<Result> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      then();
    }
  }
  throw new Error("It was cut off more than once.");
}

interface Run {
  readonly world: World;
  readonly erasure: Erasure;
  readonly wasCut: boolean;
}

type Play = (world: World, make: () => Erasures, timers: Timers) => Promise<string>;

/** The caller comes back with the same key, to the end. */
const byCalling: Play = async ({ move }, make) => {
  const once = by(ada, "once");
  await insist(() => make().erase(order, once));
  move(60);
  return (await insist(() => make().erase(order, once))).id;
};

/** The caller never comes back after the beginning was committed: timers take it to the end. */
const byTimers: Play = async ({ move, store }, make, timers) => {
  await make()
    .erase(order, by(ada, "once"))
    .catch((error: unknown) => {
      if (!(error instanceof Cut)) throw error;
    });
  // The cut may have come before the beginning was there at all: then only the caller can ask again.
  const isThere = (await all(store.find({ kind: "erasure", name: "subject", value: ada.id }))).length > 0;
  if (!isThere) await insist(() => make().erase(order, by(ada, "once")));
  for (let turn = 0; turn < 4; turn += 1) {
    await insist(
      () => make().runTimers(timers),
      () => move(61),
    );
    move(61);
  }
  const [found] = await all(store.find({ kind: "erasure", name: "subject", value: ada.id }));
  return found?.record.split("/")[1] ?? "";
};

async function run(play: Play, at: number, mode: "before" | "after"): Promise<Run> {
  const here = await world();
  await here.vault.obtain(ada.id);
  const { once, wasCut } = failing(at, mode);
  const timers: Timers = { take: once(here.store.timers.take), done: once(here.store.timers.done) };
  const id = await play(here, () => here.remade(parts(here, once)), timers);
  return { world: here, erasure: await here.erasures.get(id, ada), wasCut: wasCut() };
}

async function check({ world: { store, vault, book, verifier }, erasure }: Run): Promise<void> {
  const events = await all(store.history(`erasure/${erasure.id}`));
  expect(events.map(({ event }) => event.type)).toEqual([
    "erasure.asked",
    "erasure.begun",
    "erasure.keys-destroyed",
    "erasure.completed",
  ]);
  const receipt = await verifyErasureReceipt("receipt" in erasure ? erasure.receipt : "", verifier);
  expect(receipt.keys).toHaveLength(1);
  for (const subject of [ada.id, "j-ada"]) {
    expect((await store.get(consentEpochOf(subject))).record?.version).toBe(1);
    expect(await vault.find(subject)).toHaveProperty("destroyedAt");
    expect(book.entries.map((entry) => entry.subject)).toContain(subject);
  }
  expect((await all(erasedSubjects(store))).map(({ subject }) => subject)).toEqual([ada.id, "j-ada"]);
  expect(await all(store.find({ kind: "erasure", name: "subject", value: ada.id }))).toHaveLength(1);
}

describe.each([
  ["calling again with the same key", byCalling],
  ["timers", byTimers],
] as const)("an erasure ends right by %s", (_name, play) => {
  test.each(["before", "after"] as const)("whichever call is cut off %s it was done", async (mode) => {
    let at = 1;
    for (; ; at += 1) {
      const done = await run(play, at, mode);
      if (!done.wasCut) break;
      await check(done);
    }
    // So many calls there were at least: otherwise nothing was cut off.
    expect(at).toBeGreaterThan(20);
  });
});

test("control: one that is not taken up again stays where it was cut off", async () => {
  const once = by(ada, "once");
  const stages = new Set<string>();
  for (let at = 1; at < 40; at += 1) {
    const here = await world();
    const { once: guard } = failing(at, "after");
    await here
      .remade(parts(here, guard))
      .erase(order, once)
      .catch(() => {});
    const [found] = await all(here.store.find({ kind: "erasure", name: "subject", value: ada.id }));
    stages.add(JSON.stringify(found?.state["status"] ?? "none"));
  }
  expect([...stages].sort()).toEqual(['"erasing"', '"keys-destroyed"', '"none"']);
});
