import { memoryLedger, memoryVault, type Tombstone, type Vault } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { replayer, type TombstoneSource, waitingFor } from "../../../packages/core/src/sealing/replay.js";
import { all, change, freshRecord } from "../support.js";

const tombstone = (subject: string): Tombstone => ({ subject, destroyedAt: "2026-11-20T10:00:00.000Z" });
const from = (...tombstones: readonly Tombstone[]): TombstoneSource =>
  async function* () {
    yield* tombstones;
  };

test("what was destroyed before is destroyed again, with its first date, from every source", async () => {
  const vault = memoryVault();
  await vault.obtain("p-1");
  const known = await vault.destroy("p-3");
  const destroyed: string[] = [];
  const watched: Vault = {
    ...vault,
    destroy: async (subject, at) => {
      destroyed.push(subject);
      return await vault.destroy(subject, at);
    },
  };
  const ready = replayer(
    watched,
    [from(tombstone("p-1"), tombstone("p-3")), from(tombstone("p-2"), tombstone("p-1"))],
    memoryLedger(),
  );
  await ready();
  expect(await all(vault.tombstones())).toEqual(
    expect.arrayContaining([tombstone("p-1"), tombstone("p-2"), known]),
  );
  expect(await vault.find("p-1")).toEqual(tombstone("p-1"));
  expect(destroyed).toEqual(["p-1", "p-2"]);
});

test("it is done once for all who wait, and again after a failure", async () => {
  const ledger = memoryLedger();
  let runs = 0;
  const source: TombstoneSource = async function* (given) {
    expect(given).toBe(ledger);
    runs += 1;
    yield tombstone("p-1");
    if (runs === 1) throw new Error("the book is away");
  };
  const ready = replayer(memoryVault(), [source], ledger);
  const first = await Promise.allSettled([ready(), ready()]);
  expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await Promise.all([ready(), ready()]);
  await ready();
  expect(runs).toBe(2);
});

test("without sources nothing is asked of the vault", async () => {
  const vault = memoryVault();
  const silent = {
    ...vault,
    tombstones: () => {
      throw new Error("asked");
    },
  };
  await expect(replayer(silent, [], memoryLedger())()).resolves.toBeUndefined();
});

describe("every verb waits", () => {
  const verbs = [
    (l: ReturnType<typeof memoryLedger>) => l.get("a/b"),
    (l: ReturnType<typeof memoryLedger>) => all(l.find({ kind: "a", name: "b", value: "c" })),
    (l: ReturnType<typeof memoryLedger>) => l.commit([change(freshRecord())]),
    (l: ReturnType<typeof memoryLedger>) => l.committed("a", "b"),
    (l: ReturnType<typeof memoryLedger>) => all(l.history("a/b")),
    (l: ReturnType<typeof memoryLedger>) => all(l.follow()),
  ];

  test.each(verbs)("%s", async (verb) => {
    const below = memoryLedger();
    let isReady = false;
    const waiting = waitingFor(async () => {
      if (!isReady) throw new Error("not yet");
    }, below);
    const ledger = { ...below, ...waiting };
    await expect(verb(ledger)).rejects.toThrow("not yet");
    isReady = true;
    await expect(verb(ledger)).resolves.not.toThrow();
  });
});
