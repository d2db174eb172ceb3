import {
  type Commit,
  canonicalize,
  type Ledger,
  memoryVault,
  type Vault,
  verifyErasureReceipt,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { foundationOf } from "../../../packages/core/src/erasure/foundation.js";
import { advance } from "../../../packages/core/src/erasure/steps.js";
import { all, refusal } from "../support.js";
import { ada, ben, by, day, start, type World, world } from "./support.js";

const order = { subject: ada.id, aliases: ["j-ada"] };

/** A ledger that tells which kinds each commit changed. */
function told(ledger: Ledger, commits: string[][]): Ledger {
  const commit: Ledger["commit"] = async (changes, options): Promise<Commit> => {
    commits.push(changes.map(({ record }) => record.split("/")[0] ?? ""));
    return await ledger.commit(changes, options);
  };
  return { ...ledger, commit };
}

async function types({ store }: World, id: string): Promise<readonly string[]> {
  return (await all(store.history(`erasure/${id}`))).map(({ event }) => event.type);
}

describe("the beginning", () => {
  test("is one commit: the erasure, and for every subject the hold that is closed and the epoch that moves", async () => {
    const { store, remade } = await world();
    const commits: string[][] = [];
    await remade({ ledger: told(store, commits) }).erase(order, by(ada));
    const each = ["erasure-hold", "consent-epoch"];
    expect(commits).toEqual([["erasure", ...each, ...each], ["erasure"]]);
  });

  test("asks for the proof of each alias, and takes none without", async () => {
    const { store, remade, erasures, vault } = await world();
    const asked: string[][] = [];
    const owns = async (alias: string, subject: string) => asked.push([alias, subject]) > 0;
    await remade({ owns }).erase({ subject: ada.id, aliases: ["j-1", "j-2"] }, by(ada));
    expect(asked).toEqual([
      ["j-1", ada.id],
      ["j-2", ada.id],
    ]);
    const wrong = { subject: ben.id, aliases: ["j-ada"] };
    expect((await refusal(() => erasures.erase(wrong, by(ben)))).code).toBe("erasure/alias-unproven");
    expect(await all(store.find({ kind: "erasure", name: "subject", value: ben.id }))).toEqual([]);
    expect(await vault.find(ben.id)).toBeUndefined();
  });

  test("overwrites what it was handed of a key", async () => {
    const { vault, remade } = await world();
    await vault.obtain(ada.id);
    const handed: Uint8Array[] = [];
    const find: Vault["find"] = async (subject) => {
      const found = await vault.find(subject);
      if (found && "bytes" in found) handed.push(found.bytes);
      return found;
    };
    await remade({ vault: { ...vault, find } }).erase(order, by(ada));
    expect(handed).toHaveLength(2);
    for (const bytes of handed) expect([...bytes]).toEqual(Array.from({ length: 32 }, () => 0));
  });
});

describe("the destruction", () => {
  test("is written in the outside book for every subject before the first key goes", async () => {
    const { vault, remade } = await world();
    const done: string[] = [];
    const parts = {
      book: { add: async ({ subject }: { subject: string }) => void done.push(`book ${subject}`) },
      vault: {
        ...vault,
        destroy: async (subject: string, at?: string) => {
          done.push(`destroy ${subject} ${at}`);
          return await vault.destroy(subject, at);
        },
      },
    };
    await remade(parts).erase(order, by(ada));
    expect(done).toEqual(["book p-ada", "book j-ada", `destroy p-ada ${start}`, `destroy j-ada ${start}`]);
  });

  test("waits for a book that cannot be written", async () => {
    const { vault, remade, erasures, store, book } = await world();
    await vault.obtain(ada.id);
    const broken = { add: () => Promise.reject(new Error("The disk is full.")) };
    await expect(remade({ book: broken }).erase(order, by(ada))).rejects.toThrow("full");
    expect(await vault.find(ada.id)).toHaveProperty("bytes");
    expect(await erasures.runTimers(store.timers)).toBe(1);
    expect(book.entries.map(({ subject }) => subject)).toEqual(order.subject ? ["p-ada", "j-ada"] : []);
    expect(await vault.find(ada.id)).toEqual({ subject: ada.id, destroyedAt: start });
  });

  test("needs no book", async () => {
    const { store, vault, signer } = await world();
    const foundation = foundationOf({ ledger: store, vault, signer, backupRetentionSeconds: day });
    expect((await advance(foundation, "erasure/none")).state).toEqual({ status: "none" });
    expect(await all(vault.tombstones())).toEqual([]);
  });
});

describe("the receipt", () => {
  test("is not signed where the vault was restored meanwhile: the key goes again, and everything counts from then", async () => {
    const one = await world();
    const { id } = await one.erasures.erase(order, by(ada));
    one.move(60);
    const restored = memoryVault();
    const key = await restored.obtain(ada.id);
    const after = one.remade({ vault: restored });
    expect(await after.runTimers(one.store.timers)).toBe(1);
    expect(await after.get(id, ada)).toMatchObject({
      status: "keys-destroyed",
      keys: "bytes" in key ? [key.id] : [],
      keysDestroyedAt: "2026-11-23T10:01:00.000Z",
    });
    expect(await restored.find(ada.id)).toHaveProperty("destroyedAt");
    expect(await restored.find("j-ada")).toHaveProperty("destroyedAt");
    one.move(59);
    expect(await after.runTimers(one.store.timers)).toBe(0);
    one.move(1);
    expect(await after.runTimers(one.store.timers)).toBe(1);
    const done = await after.get(id, ada);
    const receipt = await verifyErasureReceipt("receipt" in done ? done.receipt : "", one.verifier);
    expect(receipt).toMatchObject({
      keysDestroyedAt: "2026-11-23T10:01:00.000Z",
      completedAt: "2026-11-23T10:02:00.000Z",
      backupsLapseAt: "2026-12-23T10:01:00.000Z",
    });
    expect(await types(one, id)).toEqual([
      "erasure.asked",
      "erasure.begun",
      "erasure.keys-destroyed",
      "erasure.keys-destroyed",
      "erasure.completed",
    ]);
  });

  test("is the first that was signed, of many workers at once", async () => {
    const one = await world();
    const { id } = await one.erasures.erase(order, by(ada));
    one.move(60);
    const foundation = foundationOf({
      ledger: one.store,
      vault: one.vault,
      signer: one.signer,
      backupRetentionSeconds: day,
    });
    const ends = await Promise.all(Array.from({ length: 8 }, () => advance(foundation, `erasure/${id}`)));
    expect(new Set(ends.map(({ state }) => canonicalize(state))).size).toBe(1);
    expect(await types(one, id)).toHaveLength(4);
  });

  test("waits where the clock was set back", async () => {
    const one = await world();
    const once = by(ada);
    await one.erasures.erase(order, once);
    one.move(-3600);
    expect((await one.erasures.erase(order, once)).status).toBe("keys-destroyed");
    one.move(3660);
    expect((await one.erasures.erase(order, once)).status).toBe("completed");
  });
});
