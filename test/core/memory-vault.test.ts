import { isTombstone, type KeyWrap, localKeyWrap, memoryVault } from "@throughline/core";
import { vaultLaws } from "@throughline/core/testing";
import { describe, expect, test } from "vitest";
import { refusal } from "./support.js";

const vault = memoryVault();

describe("vault laws on memory", () => {
  test.each(vaultLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(vault)).resolves.toBeUndefined();
  });
});

test("tombstones are dated by its clock", async () => {
  const dated = memoryVault({ clock: () => new Date("2026-11-23T10:00:00Z") });
  expect(await dated.destroy("p-1")).toEqual({ subject: "p-1", destroyedAt: "2026-11-23T10:00:00.000Z" });
});

/** A master key that answers only when it is let. */
function slowWrap(): { wrap: KeyWrap; let: () => void } {
  const local = localKeyWrap({ id: "slow", key: new Uint8Array(32).fill(1) });
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const unwrap: KeyWrap["unwrap"] = async (wrapped, context) => {
    await gate;
    return await local.unwrap(wrapped, context);
  };
  return { wrap: { ...local, unwrap }, let: () => open() };
}

test("a key that was destroyed while it was being opened is not handed out", async () => {
  const { wrap, let: go } = slowWrap();
  const slow = memoryVault({ wrap });
  await slow.obtain("p-1");
  const found = slow.find("p-1");
  const tombstone = await slow.destroy("p-1");
  go();
  expect(await found).toEqual(tombstone);
});

test("a key that was destroyed while it was being made is not kept", async () => {
  const slow = memoryVault();
  const made = slow.obtain("p-1");
  const tombstone = await slow.destroy("p-1");
  const found = await made;
  expect(isTombstone(found)).toBe(true);
  expect(await slow.obtain("p-1")).toEqual(tombstone);
});

test("a broken master key is told, not taken for an erasure", async () => {
  const local = localKeyWrap({ id: "m", key: new Uint8Array(32) });
  const other = localKeyWrap({ id: "m", key: new Uint8Array(32).fill(9) });
  const broken = memoryVault({ wrap: { ...local, unwrap: other.unwrap } });
  await broken.obtain("p-1");
  expect((await refusal(() => broken.find("p-1"))).code).toBe("vault/wrong-wrap");
});
