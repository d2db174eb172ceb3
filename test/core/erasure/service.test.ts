import {
  addSeconds,
  consentEpochOf,
  isTombstone,
  verifyErasureReceipt,
  verifyRecord,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";
import { ada, ben, by, clerk, day, start, world } from "./support.js";

async function epochOf(store: Awaited<ReturnType<typeof world>>["store"], subject: string): Promise<number> {
  return (await store.get(consentEpochOf(subject))).record?.version ?? 0;
}

describe("an erasure", () => {
  test("destroys at once, and gives the receipt once no cache can hold a key", async () => {
    const { store, vault, erasures, verifier, move } = await world();
    const key = await vault.obtain(ada.id);
    const keys = isTombstone(key) ? [] : [key.id];
    const begun = await erasures.erase({ subject: ada.id, aliases: ["j-ada"] }, by(ada));
    expect(begun).toMatchObject({ status: "keys-destroyed", subjects: [ada.id, "j-ada"], keys });
    for (const subject of begun.subjects) {
      expect(await vault.find(subject)).toEqual({ subject, destroyedAt: start });
      expect(await epochOf(store, subject)).toBe(1);
      const [moved] = await all(store.history(consentEpochOf(subject)));
      expect(moved?.event.data).toEqual({ subject, cause: "erasure.begun" });
    }
    move(59.999);
    expect(await erasures.runTimers(store.timers)).toBe(0);
    move(0.001);
    expect(await erasures.runTimers(store.timers)).toBe(1);
    const done = await erasures.get(begun.id, ada);
    const receipt = await verifyErasureReceipt(done.status === "completed" ? done.receipt : "", verifier, {
      erasure: begun.id,
      subject: "j-ada",
    });
    expect(receipt).toEqual({
      version: 1,
      organisation: "work-and-careers",
      erasure: begun.id,
      subjects: [ada.id, "j-ada"],
      askedAt: start,
      begunAt: start,
      keysDestroyedAt: start,
      completedAt: addSeconds(start, 60),
      backupsLapseAt: addSeconds(start, 30 * day),
      keys,
      kept: [{ what: "sealed-history", basis: "proof" }],
    });
    expect((await verifyRecord(store, `erasure/${begun.id}`)).verdict).toBe("consistent");
    expect(await erasures.runTimers(store.timers)).toBe(0);
  });

  test("called again with the same key goes on; another key is another erasure of the same person", async () => {
    const { erasures, move } = await world();
    const [order, once] = [{ subject: ada.id }, by(ada)];
    const first = await erasures.erase(order, once);
    expect(await erasures.erase(order, once)).toEqual(first);
    move(60);
    const done = await erasures.erase(order, once);
    expect([done.id, done.status]).toEqual([first.id, "completed"]);
    const second = await erasures.erase(order, by(ada));
    expect(second.id).not.toBe(first.id);
    expect(second.status).toBe("keys-destroyed");
  });

  test("whose key was used for another order is refused", async () => {
    const { erasures } = await world();
    const once = by(ada);
    await erasures.erase({ subject: ada.id }, once);
    const error = await refusal(() => erasures.erase({ subject: ada.id, aliases: ["j-ada"] }, once));
    expect(error.code).toBe("ledger/key-reused");
  });

  test("of staff says why and when the person asked; of anybody else it is refused", async () => {
    const { erasures, store } = await world();
    const letter = { subject: ada.id, reason: "asked-by-letter", askedAt: addSeconds(start, -day) };
    expect(await erasures.erase(letter, by(clerk))).toMatchObject({
      askedAt: letter.askedAt,
      begunAt: start,
    });
    for (const actor of [ben, { ...ada, kind: "anonymous" as const }])
      expect((await refusal(() => erasures.erase({ subject: ada.id }, by(actor)))).code).toBe(
        "erasure/not-allowed",
      );
    expect(await epochOf(store, ada.id)).toBe(1);
  });

  test("that cannot be read is refused before anything is looked at", async () => {
    const { erasures } = await world();
    expect((await refusal(() => erasures.erase({ subject: "~lookup" }, by(clerk)))).code).toBe(
      "erasure/invalid-input",
    );
    await expect(erasures.erase({ subject: ada.id }, by(ada, ""))).rejects.toThrow(RangeError);
  });
});

describe("reading an erasure", () => {
  test("is for the person and for staff", async () => {
    const { erasures } = await world();
    const { id } = await erasures.erase({ subject: ada.id, aliases: ["j-ada"] }, by(ada));
    for (const actor of [ada, clerk, { ...ada, onBehalfOf: ada.id }])
      expect((await erasures.get(id, actor)).id).toBe(id);
    const others = [
      ben,
      { ...ada, onBehalfOf: ben.id },
      { ...ada, id: "j-ada" },
      { ...ada, kind: "service" as const },
      { ...ada, organisation: "housing-support" },
      { ...clerk, organisation: "housing-support" },
    ];
    for (const actor of others)
      expect((await refusal(() => erasures.get(id, actor))).code).toBe("erasure/not-found");
  });

  test("that is not there says the same, whatever was asked for", async () => {
    const { erasures } = await world();
    for (const id of ["f".repeat(40), "../x", ""])
      expect((await refusal(() => erasures.get(id, clerk))).code).toBe("erasure/not-found");
  });
});

describe("a hold", () => {
  test("on the person or on an alias refuses the erasure whole, until it is lifted or ends", async () => {
    const { erasures, vault, store, move } = await world();
    const order = { subject: ada.id, aliases: ["j-ada"] };
    await vault.obtain(ada.id);
    expect(await erasures.hold("j-ada", { basis: "court:4711" }, clerk)).toEqual([{ basis: "court:4711" }]);
    const until = addSeconds(start, 100);
    expect(await erasures.hold(ada.id, { basis: "audit", until }, clerk)).toEqual([
      { basis: "audit", until },
    ]);
    const once = by(ada);
    expect((await refusal(() => erasures.erase(order, once))).code).toBe("erasure/held");
    expect(await erasures.lift("j-ada", "court:4711", clerk)).toEqual([]);
    expect((await refusal(() => erasures.erase(order, once))).code).toBe("erasure/held");
    expect([await epochOf(store, ada.id), await epochOf(store, "j-ada")]).toEqual([0, 0]);
    expect(await vault.find(ada.id)).toHaveProperty("bytes");
    move(100);
    expect((await erasures.erase(order, once)).status).toBe("keys-destroyed");
    for (const subject of [ada.id, "j-ada"])
      expect((await refusal(() => erasures.hold(subject, { basis: "late" }, clerk))).code).toBe(
        "erasure/begun",
      );
  });

  test("is placed and lifted by staff alone, and named by a code", async () => {
    const { erasures } = await world();
    expect((await refusal(() => erasures.hold(ada.id, { basis: "court" }, ada))).code).toBe(
      "erasure/not-allowed",
    );
    expect((await refusal(() => erasures.lift(ada.id, "court", ada))).code).toBe("erasure/not-allowed");
    for (const wrong of [
      () => erasures.hold("~lookup", { basis: "x" }, clerk),
      () => erasures.lift("", "x", clerk),
    ])
      expect((await refusal(wrong)).code).toBe("erasure/invalid-input");
    expect((await refusal(() => erasures.hold(ada.id, { basis: "The Smith case" }, clerk))).code).toBe(
      "erasure/invalid-input",
    );
  });
});

describe("the timers", () => {
  test("of an erasure that cannot go on do not stop the others", async () => {
    const { erasures, vault, store, remade, move } = await world();
    const refuses = async (subject: string): Promise<never> => {
      throw new Error(`The vault refuses ${subject.length} characters.`);
    };
    const stuck = remade({
      vault: {
        ...vault,
        destroy: (subject, at) => (subject === ada.id ? refuses(subject) : vault.destroy(subject, at)),
      },
    });
    const down = remade({ vault: { ...vault, destroy: refuses } });
    await expect(down.erase({ subject: ada.id }, by(ada))).rejects.toThrow("refuses");
    await expect(down.erase({ subject: ben.id }, by(ben))).rejects.toThrow("refuses");
    await expect(stuck.runTimers(store.timers)).rejects.toThrow("refuses");
    expect((await all(vault.tombstones())).map(({ subject }) => subject)).toEqual([ben.id]);
    move(61);
    expect(await erasures.runTimers(store.timers, { limit: 1 })).toBe(1);
    expect(await erasures.runTimers(store.timers, { limit: 10 })).toBe(1);
    move(61);
    expect(await erasures.runTimers(store.timers)).toBe(1);
  });

  test("that come twice, late and to two workers change nothing", async () => {
    const { erasures, store, move } = await world();
    const { id } = await erasures.erase({ subject: ada.id }, by(ada));
    move(60);
    const [due] = await store.timers.take({ kind: "erasure", leaseSeconds: 1 });
    move(2);
    expect(await erasures.runTimers(store.timers)).toBe(1);
    const done = await erasures.get(id, ada);
    const late = { take: async () => (due ? [due] : []), done: store.timers.done };
    expect(await erasures.runTimers(late)).toBe(1);
    expect(await erasures.get(id, ada)).toEqual(done);
  });
});
