import { isTombstone, memoryVault, type Tombstone, type Vault, type VaultKey } from "@throughline/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type SubjectKey, subjectKeys } from "../../../packages/core/src/sealing/subject-keys.js";

/** A vault that counts what it is asked, and remembers the bytes it handed out. */
function watched() {
  const vault = memoryVault();
  const asked: string[] = [];
  const handed: Uint8Array[] = [];
  const note = <Found>(what: string, found: Found): Found => {
    asked.push(what);
    if (typeof found === "object" && found !== null && "bytes" in found)
      handed.push((found as unknown as VaultKey).bytes);
    return found;
  };
  const watching: Vault = {
    ...vault,
    obtain: async (subject) => note(`obtain ${subject}`, await vault.obtain(subject)),
    find: async (subject) => note(`find ${subject}`, await vault.find(subject)),
  };
  return { vault: watching, asked, handed };
}

let ms = 0;
const clock = () => ms;
const idOf = (found: SubjectKey | object | undefined) => (found && "id" in found ? found.id : found);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  ms = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

function passes(seconds: number): void {
  ms += seconds * 1000;
  vi.setSystemTime(Date.now() + seconds * 1000);
}

describe("a key", () => {
  test("is kept for so many seconds, counted from when the vault was asked", async () => {
    const { vault, asked } = watched();
    const keys = subjectKeys(vault, { cacheSeconds: 30, clock });
    const first = await keys.obtain("p-1");
    passes(29.9);
    expect(await keys.find("p-1")).toBe(first);
    expect(asked).toEqual(["obtain p-1"]);
    passes(0.1);
    expect(idOf(await keys.find("p-1"))).toBe(idOf(first));
    expect(asked).toEqual(["obtain p-1", "find p-1"]);
  });

  test.each([
    [0, "obtain"],
    [0, "find"],
    [60, "obtain"],
  ] as const)(
    "kept for %s seconds, is not used when %s gave it a minute after it was asked",
    async (cacheSeconds, verb) => {
      const { vault } = watched();
      let after = 59.9;
      const slow: Vault = {
        ...vault,
        [verb]: async (subject: string) => {
          const found = await vault[verb](subject);
          passes(after);
          return found;
        },
      };
      await vault.obtain("p-1");
      const keys = subjectKeys(slow, { cacheSeconds, clock });
      expect(idOf(await keys[verb]("p-1"))).toBe(idOf(await vault.find("p-1")));
      passes(60);
      after = 60;
      await expect(keys[verb]("p-1")).rejects.toMatchObject({ code: "vault/unavailable" });
      await vault.destroy("p-1");
      expect(await keys[verb]("p-1")).toHaveProperty("destroyedAt");
    },
  );

  test("is as old as the question, however long the vault took to answer", async () => {
    const { vault, asked } = watched();
    const slow: Vault = {
      ...vault,
      obtain: async (subject) => {
        const found = await vault.obtain(subject);
        passes(20);
        return found;
      },
    };
    const keys = subjectKeys(slow, { cacheSeconds: 30, clock });
    await keys.obtain("p-1");
    passes(9.9);
    await keys.find("p-1");
    expect(asked).toEqual(["obtain p-1"]);
    passes(0.1);
    await keys.find("p-1");
    expect(asked).toEqual(["obtain p-1", "find p-1"]);
  });

  test("is not kept at all for zero seconds", async () => {
    const { vault, asked } = watched();
    const keys = subjectKeys(vault, { cacheSeconds: 0, clock });
    await keys.obtain("p-1");
    await keys.find("p-1");
    expect(asked).toHaveLength(2);
  });

  test("grows old while the machine sleeps, and is not made younger by a clock set back", async () => {
    const { vault, asked } = watched();
    const keys = subjectKeys(vault, { cacheSeconds: 30, clock });
    await keys.obtain("p-1");
    vi.setSystemTime(Date.now() + 31_000);
    await keys.find("p-1");
    expect(asked).toHaveLength(2);
    vi.setSystemTime(Date.now() - 600_000);
    await keys.find("p-1");
    expect(asked).toHaveLength(3);
    passes(29);
    ms += 2000;
    await keys.find("p-1");
    expect(asked).toHaveLength(4);
  });

  test("cannot be read out again, and the vault's bytes are overwritten", async () => {
    const { vault, handed } = watched();
    const key = (await subjectKeys(vault, { cacheSeconds: 30, clock }).obtain("p-1")) as SubjectKey;
    expect(key.cipher.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key.cipher)).rejects.toThrow();
    expect(handed).toEqual([new Uint8Array(32)]);
  });

  test("of another length is refused", async () => {
    const short: Vault = { ...memoryVault(), obtain: async () => ({ id: "k", bytes: new Uint8Array(16) }) };
    await expect(subjectKeys(short, { cacheSeconds: 30, clock }).obtain("p-1")).rejects.toThrow(
      new RangeError("A vault's key has 32 bytes."),
    );
  });
});

test("of many who ask at once, one asks the vault; a failure is not kept", async () => {
  const { vault, asked } = watched();
  let fails = true;
  const flaky: Vault = {
    ...vault,
    obtain: async (subject) => {
      if (fails) throw new Error("away");
      return await vault.obtain(subject);
    },
  };
  const keys = subjectKeys(flaky, { cacheSeconds: 30, clock });
  const failed = await Promise.allSettled(Array.from({ length: 10 }, () => keys.obtain("p-1")));
  expect(failed.map(({ status }) => status)).toEqual(Array(10).fill("rejected"));
  fails = false;
  const found = await Promise.all(Array.from({ length: 10 }, () => keys.obtain("p-1")));
  expect(new Set(found).size).toBe(1);
  expect(asked).toEqual(["obtain p-1"]);
});

test("no more than a thousand are kept, the oldest go first", async () => {
  const { vault, asked } = watched();
  const keys = subjectKeys(vault, { cacheSeconds: 30, clock });
  for (let n = 0; n <= 1000; n += 1) await keys.obtain(`p-${n}`);
  asked.length = 0;
  await keys.find("p-1000");
  await keys.find("p-1");
  expect(asked).toEqual([]);
  await keys.find("p-0");
  expect(asked).toEqual(["find p-0"]);
});

describe("a destroyed key", () => {
  test("is gone when its time in memory is over", async () => {
    const { vault } = watched();
    const keys = subjectKeys(vault, { cacheSeconds: 30, clock });
    await keys.obtain("p-1");
    const tombstone = await vault.destroy("p-1");
    expect(idOf(await keys.find("p-1"))).not.toEqual(tombstone);
    passes(30);
    expect(await keys.find("p-1")).toEqual(tombstone);
    expect(await keys.obtain("p-1")).toEqual(tombstone);
  });

  test("is not brought back by an answer that was on its way", async () => {
    const vault = memoryVault();
    const before = await vault.obtain("p-1");
    let answer: (key: VaultKey) => void = () => undefined;
    const slow: Vault = {
      ...vault,
      obtain: () => new Promise((resolve) => (answer = resolve)),
    };
    const keys = subjectKeys(slow, { cacheSeconds: 30, clock });
    const late = keys.obtain("p-1");
    const tombstone = await vault.destroy("p-1");
    expect(await keys.find("p-1")).toEqual(tombstone);
    if (isTombstone(before)) throw new Error("The key is gone already.");
    answer(before);
    expect(await late).toEqual(tombstone);
    expect(await keys.find("p-1")).toEqual(tombstone);
  });

  test("is not taken from a question that was put too long ago", async () => {
    const vault = memoryVault();
    const before = await vault.obtain("p-1");
    const answers: ((found: VaultKey | Tombstone) => void)[] = [];
    const slow: Vault = { ...vault, find: () => new Promise((resolve) => answers.push(resolve)) };
    const keys = subjectKeys(slow, { cacheSeconds: 30, clock });
    const early = keys.find("p-1");
    passes(29.9);
    const joined = keys.find("p-1");
    expect(answers).toHaveLength(1);
    const tombstone = await vault.destroy("p-1");
    passes(0.1);
    const late = keys.find("p-1");
    expect(answers).toHaveLength(2);
    answers[1]?.(tombstone);
    expect(await late).toEqual(tombstone);
    answers[0]?.(before);
    expect([await early, await joined]).toEqual([tombstone, tombstone]);
  });

  test("is not believed to be alive where somebody says it is gone", async () => {
    const { vault, asked } = watched();
    const keys = subjectKeys(vault, { cacheSeconds: 30, clock });
    await keys.obtain("p-1");
    expect(await keys.isErased("p-1")).toBe(false);
    await vault.destroy("p-1");
    expect(await keys.isErased("p-1")).toBe(true);
    asked.length = 0;
    expect([await keys.isErased("p-1"), await keys.isErased("p-2")]).toEqual([true, false]);
    expect(asked).toEqual(["find p-2"]);
  });

  test("is not kept where the vault knows of none any more", async () => {
    const { vault } = watched();
    let isLost = false;
    const losing: Vault = { ...vault, find: async (subject) => (isLost ? undefined : vault.find(subject)) };
    const keys = subjectKeys(losing, { cacheSeconds: 30, clock });
    await keys.obtain("p-1");
    isLost = true;
    expect(await keys.find("p-1")).toBeDefined();
    expect(await keys.isErased("p-1")).toBe(false);
    expect(await keys.find("p-1")).toBeUndefined();
  });

  test("control: a cache that believes the last answer brings it back", async () => {
    const vault = memoryVault();
    const kept = new Map<string, unknown>();
    const answer = vault.obtain("p-1");
    await vault.destroy("p-1");
    kept.set("p-1", await vault.find("p-1"));
    kept.set("p-1", { id: "key_late", bytes: await answer.then(() => new Uint8Array(32)) });
    expect(kept.get("p-1")).toHaveProperty("bytes");
  });
});

test("a vault whose obtain gives nothing is found out", async () => {
  const odd = { ...memoryVault(), obtain: async () => undefined } as unknown as Vault;
  await expect(subjectKeys(odd, { cacheSeconds: 30, clock }).obtain("p-1")).rejects.toThrow(
    new TypeError("The vault's obtain gave nothing."),
  );
});
