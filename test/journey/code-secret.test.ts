import { describe, expect, test } from "vitest";
import { codeMacs, randomDigits, randomHex, sameMac } from "../../packages/journey/src/code-secret.js";
import { secretPepper } from "./support.js";

const audience = { organisation: "work", unit: "north", channel: "phone" } as const;
const code = { locator: "0123", secret: "456789" };
const macs = (changes: Partial<typeof audience | { unit: string }> = {}, secret = code.secret) =>
  codeMacs(() => secretPepper, { ...audience, ...changes }, { ...code, secret });

describe("what is kept of a code", () => {
  test("is 256 bits that say nothing without the pepper", async () => {
    const kept = await macs();
    expect(kept.proof).toMatch(/^[0-9a-f]{64}$/);
    expect(kept.locator).not.toBe(kept.proof);
    const other = await codeMacs(() => new Uint8Array(32), audience, code);
    expect(other.proof).not.toBe(kept.proof);
    expect(other.locator).not.toBe(kept.locator);
  });

  test("differs for another organisation, unit, channel or secret, and never by moving a boundary", async () => {
    const all = [
      await macs(),
      await macs({}, "456780"),
      await macs({ unit: "south" }),
      await codeMacs(() => secretPepper, { ...audience, organisation: "workn", unit: "orth" }, code),
      await codeMacs(() => secretPepper, { ...audience, channel: "office" }, code),
    ];
    expect(new Set(all.map(({ proof }) => proof)).size).toBe(all.length);
  });

  test("is the same again for the same code", async () => {
    expect(await macs()).toEqual(await macs());
  });

  test("a pepper of less than 32 bytes is refused", async () => {
    await expect(codeMacs(() => new Uint8Array(31), audience, code)).rejects.toThrow(RangeError);
  });

  test.each([
    ["aa", "aa", true],
    ["aa", "ab", false],
    ["aa", "aaaa", false],
    ["", "aa", false],
    ["aa", "", false],
  ])("%j and %j compare as %s", (one, other, same) => {
    expect(sameMac(one, other)).toBe(same);
  });
});

describe("random digits", () => {
  test("come in equal numbers", () => {
    const counts = new Map<string, number>();
    for (const digit of Array.from({ length: 20 }, () => randomDigits(5000)).join(""))
      counts.set(digit, (counts.get(digit) ?? 0) + 1);
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(600);
  });

  test("random bytes have the length that was asked for", () => {
    expect(randomHex(16)).toMatch(/^[0-9a-f]{32}$/);
  });
});
