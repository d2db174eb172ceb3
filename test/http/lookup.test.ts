import type { LookupAddress } from "node:dns";
import { describe, expect, test } from "vitest";
import { createAddressPolicy } from "../../packages/http/src/address-policy.js";
import { type AddressLookup, checkedLookup, lookupBySystem } from "../../packages/http/src/lookup.js";

/** Asks as a socket does. */
async function ask(
  lookup: AddressLookup,
  all: boolean,
): Promise<readonly [string | LookupAddress[], number | undefined]> {
  const checked = checkedLookup(lookup, createAddressPolicy());
  return await new Promise((resolve, reject) => {
    checked("host.example", { all }, (error, address, family) =>
      error ? reject(error) : resolve([address, family]),
    );
  });
}

const of =
  (...addresses: string[]): AddressLookup =>
  async () =>
    addresses;

describe("the lookup that a socket connects by", () => {
  test("gives what was checked, one or all", async () => {
    expect(await ask(of("8.8.8.8", "2606:4700::1111"), false)).toEqual(["8.8.8.8", 4]);
    const all = [
      { address: "8.8.8.8", family: 4 },
      { address: "2606:4700::1111", family: 6 },
    ];
    expect(await ask(of("8.8.8.8", "2606:4700::1111"), true)).toEqual([all, undefined]);
  });

  test.each([true, false])(
    "refuses an answer with one bad address in it, or with none (all: %s)",
    async (all) => {
      const refused = { code: "http/refused-address", details: { host: "host.example" } };
      await expect(ask(of("8.8.8.8", "10.0.0.1"), all)).rejects.toMatchObject(refused);
      await expect(ask(of(), all)).rejects.toMatchObject(refused);
    },
  );

  test("hands on what the lookup throws, as an error", async () => {
    const away = new Error("away");
    await expect(ask(() => Promise.reject(away), true)).rejects.toBe(away);
    await expect(ask(() => Promise.reject("away"), true)).rejects.toBeInstanceOf(TypeError);
  });

  test("the operating system knows the loopback", async () => {
    const found = await lookupBySystem("localhost");
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((address) => createAddressPolicy()(address))).toEqual([]);
  });
});
