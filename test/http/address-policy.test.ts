import { describe, expect, test } from "vitest";
import { createAddressPolicy } from "../../packages/http/src/address-policy.js";

const closed = [
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.100.100.200",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "168.63.129.16",
  "169.254.169.254",
  "169.254.170.2",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.0.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "::10.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:a00:1",
  "::ffff:169.254.169.254",
  "64:ff9b::7f00:1",
  "64:ff9b::10.0.0.1",
  "64:ff9b:1::a00:1",
  "2002:7f00:1::",
  "2002:a00:1::1",
  "2002:a9fe:a9fe::",
  "2001::1",
  "2001:0:53aa:64c::1",
  "2001:db8::1",
  "3fff::1",
  "100::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "4000::1",
  "",
  "localhost",
  "127.1",
  "0x7f000001",
];

const open = [
  "1.1.1.1",
  "8.8.8.8",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.1",
  "168.63.129.15",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "223.255.255.255",
  "2606:4700::1111",
  "2a00:1450:4009::200e",
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
  "2002:808:808::1",
  "2001:200::1",
];

describe("which addresses may be connected to", () => {
  const allows = createAddressPolicy();

  test.each(closed)("%j is refused", (address) => expect(allows(address)).toBe(false));
  test.each(open)("%s is public", (address) => expect(allows(address)).toBe(true));

  test("a range of one's own is allowed, in each spelling, and nothing beside it", () => {
    const own = createAddressPolicy(["10.1.0.0/16", "fd00:1::/32", "127.0.0.1/32"]);
    expect(
      ["10.1.2.3", "::ffff:10.1.2.3", "fd00:1::5", "127.0.0.1"].filter((address) => !own(address)),
    ).toEqual([]);
    expect(["10.2.0.1", "fd00:2::5", "127.0.0.2", "::1", "64:ff9b::10.1.2.3"].filter(own)).toEqual([]);
  });

  test("nonsense is refused when the policy is made", () => {
    expect(() => createAddressPolicy(["10.0.0.0/99"])).toThrow(RangeError);
    expect(() => createAddressPolicy(["intranet"])).toThrow(RangeError);
  });
});
