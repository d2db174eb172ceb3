import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { embedded, isWithin, parseAddress, parseRange } from "../../packages/http/src/address.js";

describe("addresses", () => {
  test("an address is read as the number it is", () => {
    expect(parseAddress("10.0.0.1")).toEqual({ bits: 32, value: 0x0a000001n });
    expect(parseAddress("::1")).toEqual({ bits: 128, value: 1n });
    expect(parseAddress("::")).toEqual({ bits: 128, value: 0n });
    expect(parseAddress("2001:db8::1:0:0:1")).toEqual({
      bits: 128,
      value: 0x20010db8000000000001000000000001n,
    });
    expect(parseAddress("1:2:3:4:5:6:7:8")).toEqual({
      bits: 128,
      value: 0x00010002000300040005000600070008n,
    });
    expect(parseAddress("::ffff:10.0.0.1")).toEqual({ bits: 128, value: 0xffff0a000001n });
  });

  test.each([
    "",
    "localhost",
    "10.0.0",
    "10.0.0.256",
    "010.0.0.1",
    "0x7f.1",
    "2130706433",
    "fe80::1%eth0",
    ":::",
    "1::2::3",
  ])("%j is no address", (text) => expect(parseAddress(text)).toBeUndefined());

  test.each(["", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1", "ten/8"])(
    "%j is no range",
    (text) => expect(() => parseRange(text)).toThrow(RangeError),
  );

  test("every IPv4 address lies in its own range and in everything, and in no range of IPv6", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (text, prefix) => {
        const address = parseAddress(text);
        expect(address).toBeDefined();
        if (!address) return;
        expect(isWithin(address, parseRange(text))).toBe(true);
        expect(isWithin(address, parseRange(`${text}/${prefix}`))).toBe(true);
        expect(isWithin(address, parseRange("::/0"))).toBe(false);
      }),
    );
  });

  test("an IPv4 address comes out of an IPv6 one as it went in", () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        const mapped = parseAddress(`::ffff:${text}`);
        expect(mapped && embedded(mapped, 0)).toEqual(parseAddress(text));
      }),
    );
  });

  test("the edges of a range", () => {
    const range = parseRange("172.16.0.0/12");
    const verdicts = ["172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"].map((text) => {
      const address = parseAddress(text);
      return address && isWithin(address, range);
    });
    expect(verdicts).toEqual([false, true, true, false]);
  });
});
