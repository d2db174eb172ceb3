import {
  createRepository,
  erasedSubjects,
  memoryLedger,
  memoryVault,
  replayTombstones,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { erasureDecider } from "../../../packages/core/src/erasure/decider.js";
import { all, refusal } from "../support.js";
import { ada, ben, by, start, world } from "./support.js";

describe("the tombstones of a ledger", () => {
  test("name every subject of every erasure, with the day the keys were gone", async () => {
    const { store, erasures, move } = await world();
    await erasures.erase({ subject: ada.id, aliases: ["j-ada"] }, by(ada));
    move(61);
    await erasures.runTimers(store.timers);
    await erasures.erase({ subject: ben.id }, by(ben));
    expect(await all(erasedSubjects(store))).toEqual([
      { subject: ada.id, destroyedAt: start },
      { subject: "j-ada", destroyedAt: start },
      { subject: ben.id, destroyedAt: "2026-11-23T10:01:01.000Z" },
    ]);
  });

  test("name who is being erased, as of now: a restored vault must not open her data meanwhile", async () => {
    const { store, vault, remade, move } = await world();
    const dead = { ...vault, destroy: () => Promise.reject(new Error("The vault is down.")) };
    await expect(remade({ vault: dead }).erase({ subject: ada.id }, by(ada))).rejects.toThrow("down");
    move(10);
    expect(await all(erasedSubjects(store))).toEqual([
      { subject: ada.id, destroyedAt: "2026-11-23T10:00:10.000Z" },
    ]);
  });

  test("are none where nobody was erased, or was only asked about", async () => {
    const store = memoryLedger();
    expect(await all(erasedSubjects(store))).toEqual([]);
    const onlyAsked: typeof erasureDecider = {
      ...erasureDecider,
      decide: (state, command, context) => ({
        events: erasureDecider.decide(state, command, context).events.slice(0, 1),
      }),
      keys: () => [{ name: "tombstones", value: "all" }],
    };
    const command = {
      type: "begin",
      organisation: ada.organisation,
      subjects: [ada.id],
      kept: [],
      keys: [],
    } as const;
    await createRepository(store, onlyAsked).handle("erasure/one", command, { actor: ada });
    expect(await all(erasedSubjects(store))).toEqual([]);
  });
});

describe("a replay", () => {
  test("destroys what the list names, once, and keeps the first date", async () => {
    const { store, erasures } = await world();
    await erasures.erase({ subject: ada.id, aliases: ["j-ada"] }, by(ada));
    const restored = memoryVault();
    await restored.obtain(ada.id);
    await restored.obtain(ben.id);
    expect(await replayTombstones(restored, erasedSubjects(store))).toBe(2);
    expect(await replayTombstones(restored, erasedSubjects(store))).toBe(2);
    expect(await all(restored.tombstones())).toEqual(await all(erasedSubjects(store)));
    expect(await restored.find(ben.id)).toHaveProperty("bytes");
  });

  test("that names a key of the organisation stops instead of destroying it", async () => {
    const poisoned = (async function* () {
      yield { subject: "~lookup", destroyedAt: start };
    })();
    const vault = memoryVault();
    const key = await vault.obtain("~lookup");
    expect((await refusal(() => replayTombstones(vault, poisoned))).code).toBe("vault/reserved-subject");
    expect(await vault.find("~lookup")).toEqual(key);
  });
});
