import {
  type Actor,
  consentEpochOf,
  erasureErrors,
  isThroughlineError,
  type Ledger,
  sealedLedger,
  type Tombstone,
  type Vault,
  type VaultKey,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all, change, freshRecord, refusal } from "../support.js";
import { ada, ben, by, clerk, marked, world } from "./support.js";

const order = { subject: ada.id };

/** "done", or the code of the refusal. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isThroughlineError(error)) return error.code;
    throw error;
  }
}

describe("a fact that was decided on before an erasure began", () => {
  async function lateWrite(isGuarded: boolean): Promise<string> {
    const { store, remade, vault } = await world();
    const guard = { record: consentEpochOf(ada.id), version: 0 };
    const record = freshRecord("fact");
    let late = "";
    // The write comes when the erasure has begun and the key is still there.
    const find: Vault["destroy"] = async (subject, at) => {
      late = await outcome(store.commit([change(record)], isGuarded ? { requires: [guard] } : {}));
      return await vault.destroy(subject, at);
    };
    await remade({ vault: { ...vault, destroy: find } }).erase(order, by(ada));
    return late;
  }

  test("is not taken any more", async () => {
    expect(await lateWrite(true)).toBe("ledger/conflict");
  });

  test("control: it is where the write does not require the epoch", async () => {
    expect(await lateWrite(false)).toBe("done");
  });
});

describe("someone else's subject among the aliases", () => {
  const stolen = { subject: ada.id, aliases: [ben.id] };

  test.each<readonly [string, Actor, object]>([
    ["by the person", ada, {}],
    ["by staff", clerk, { reason: "asked-by-phone" }],
  ])("%s destroys nothing", async (_who, actor, parts) => {
    const { erasures, vault, store } = await world();
    const key = await vault.obtain(ben.id);
    expect((await refusal(() => erasures.erase({ ...stolen, ...parts }, by(actor)))).code).toBe(
      "erasure/alias-unproven",
    );
    expect(await vault.find(ben.id)).toEqual(key);
    expect(await vault.find(ada.id)).toBeUndefined();
    expect((await store.get(consentEpochOf(ben.id))).record).toBeUndefined();
  });

  test("control: where the proof says yes to everything, Ben's key is gone", async () => {
    const { remade, vault } = await world({ owns: async () => true });
    await vault.obtain(ben.id);
    await remade({}).erase(stolen, by(ada));
    expect(await vault.find(ben.id)).toHaveProperty("destroyedAt");
  });

  test("tells nobody who may not ask whose alias it is", async () => {
    const asked: string[] = [];
    const owns = async (alias: string) => asked.push(alias) > 0;
    const { erasures } = await world({ owns });
    for (const aliases of [["j-ada"], ["j-other"], []])
      expect((await refusal(() => erasures.erase({ subject: ada.id, aliases }, by(ben)))).code).toBe(
        "erasure/not-allowed",
      );
    expect(asked).toEqual([]);
  });
});

test("the same key twice and more at once is one erasure", async () => {
  const { erasures, store } = await world();
  const once = by(ada);
  const found = await Promise.all(Array.from({ length: 12 }, () => erasures.erase(order, once)));
  expect(new Set(found.map(({ id }) => id)).size).toBe(1);
  expect((await store.get(consentEpochOf(ada.id))).record?.version).toBe(1);
  expect(await all(store.find({ kind: "erasure", name: "subject", value: ada.id }))).toHaveLength(1);
});

test("the same key of another party is another erasure, so nobody reaches one by guessing its key", async () => {
  const { erasures } = await world();
  const { id } = await erasures.erase(order, by(ada, "key-1"));
  const staff = await erasures.erase({ ...order, reason: "asked-by-phone" }, by(clerk, "key-1"));
  expect(staff.id).not.toBe(id);
  expect((await refusal(() => erasures.erase(order, by(ben, "key-1")))).code).toBe("erasure/not-allowed");
});

describe("a key asked for while it is destroyed", () => {
  /** Writers that ask for the key all along; what the last of them got. */
  async function hunted(vault: Vault): Promise<VaultKey | Tombstone> {
    const { remade } = await world();
    await vault.obtain(ada.id);
    let isOver = false;
    const writers = Array.from({ length: 5 }, async () => {
      while (!isOver) {
        await vault.obtain(ada.id);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    await remade({ vault }).erase(order, by(ada));
    isOver = true;
    await Promise.all(writers);
    return await vault.obtain(ada.id);
  }

  test("does not come back", async () => {
    expect(await hunted((await world()).vault)).toHaveProperty("destroyedAt");
  });

  test("control: in a vault that only deletes, it does", async () => {
    const keys = new Map<string, VaultKey>();
    const naive: Vault = {
      obtain: async (subject) => {
        const key = keys.get(subject) ?? { id: crypto.randomUUID(), bytes: new Uint8Array(32) };
        keys.set(subject, key);
        return key;
      },
      find: async (subject) => keys.get(subject),
      destroy: async (subject, at = "") => {
        keys.delete(subject);
        return { subject, destroyedAt: at };
      },
      tombstones: () => (async function* () {})(),
    };
    expect(await hunted(naive)).toHaveProperty("bytes");
  });
});

describe("a hold and an erasure at once", () => {
  /** A ledger in which something happens once, just before a commit of the given kind is written. */
  function between(ledger: Ledger, kind: string, happens: () => Promise<unknown>, without?: string): Ledger {
    let isFirst = true;
    const commit: Ledger["commit"] = async (changes, options) => {
      const [first] = changes;
      if (isFirst && first?.record.startsWith(`${kind}/`)) {
        isFirst = false;
        await happens();
      }
      const kept = changes.filter(({ record }) => without === undefined || !record.startsWith(without));
      return await ledger.commit(kept, options);
    };
    return { ...ledger, commit };
  }

  test("the hold was first: the erasure sees it, though it had looked before", async () => {
    const { erasures, remade, store, vault } = await world();
    const hold = () => erasures.hold(ada.id, { basis: "court" }, clerk);
    const late = remade({ ledger: between(store.ledger, "erasure", hold) });
    expect((await refusal(() => late.erase(order, by(ada)))).code).toBe("erasure/held");
    expect((await store.get(consentEpochOf(ada.id))).record).toBeUndefined();
    expect(await vault.find(ada.id)).toBeUndefined();
  });

  test("the erasure was first: the hold is told so, though it had looked before", async () => {
    const { erasures, remade, store } = await world();
    const erase = () => erasures.erase(order, by(ada));
    const late = remade({ ledger: between(store.ledger, "erasure-hold", erase) });
    expect((await refusal(() => late.hold(ada.id, { basis: "court" }, clerk))).code).toBe("erasure/begun");
  });

  test("control: a beginning that leaves the record of holds out goes over the hold", async () => {
    const { erasures, remade, store } = await world();
    const hold = () => erasures.hold(ada.id, { basis: "court" }, clerk);
    const naive = remade({ ledger: between(store.ledger, "erasure", hold, "erasure-hold/") });
    expect((await naive.erase(order, by(ada))).status).toBe("keys-destroyed");
    expect(await erasures.lift(ada.id, "another", clerk)).toEqual([{ basis: "court" }]);
  });
});

describe("a write under a key that is still in a cache", () => {
  test("stays closed to everybody at once, and to the cache's owner when its time is over", async () => {
    const { below, vault, erasures } = await world();
    let milliseconds = 0;
    const cached = sealedLedger(below, vault, { cacheSeconds: 30, clock: () => milliseconds });
    const record = freshRecord("note");
    const write = (version: number) =>
      cached.commit([change(record, version, { state: { note: marked(ada.id, "A bad back.") } })]);
    const read = async (ledger: Ledger) => JSON.stringify((await ledger.get(record)).record?.state);
    await write(0);
    await erasures.erase(order, by(ada));
    await write(1);
    const erased = JSON.stringify({ note: { "~erased": ada.id } });
    expect(await read(sealedLedger(below, vault))).toBe(erased);
    milliseconds = 29_999;
    expect(await read(cached)).toContain("A bad back.");
    milliseconds = 30_000;
    expect(await read(cached)).toBe(erased);
    expect((await refusal(() => write(2))).code).toBe("core/erased");
  });
});

test("no refusal says whom it is about", async () => {
  const { erasures } = await world();
  await erasures.hold(ada.id, { basis: "court" }, clerk);
  const refusals = [
    () => erasures.erase(order, by(ada)),
    () => erasures.erase(order, by(ben)),
    () => erasures.erase({ subject: ben.id, aliases: [ada.id] }, by(ben)),
    () => erasures.erase({ subject: ada.id, aliases: [ada.id] }, by(ada)),
    () => erasures.erase({ subject: ada.id, reason: "Ada asked me (p-ada)" }, by(clerk)),
    () => erasures.get("f".repeat(40), ada),
    () => erasures.hold(ada.id, { basis: "case of p-ada" }, clerk),
  ];
  for (const refused of refusals) {
    const { code, message, details, stack } = await refusal(refused);
    expect(Object.keys(erasureErrors)).toContain(code);
    expect(JSON.stringify([message, details, stack?.split("\n")[0]])).not.toContain(ada.id);
  }
});
