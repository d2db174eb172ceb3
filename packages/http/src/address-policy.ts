import { type Address, type AddressRange, embedded, isWithin, parseAddress, parseRange } from "./address.js";

/** IPv4 that no public service has: the IANA special-purpose registry (RFC 6890), multicast, and one cloud's exception. */
const closed4 = [
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private
  "100.64.0.0/10", // carrier-grade NAT; also some clouds' metadata
  "127.0.0.0/8", // loopback
  "168.63.129.16/32", // the host agent of Azure machines, on a public address
  "169.254.0.0/16", // link-local; most clouds' metadata
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // 6to4 relays, withdrawn
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, broadcast
].map(parseRange);

/** The only IPv6 space handed out for public use. Loopback, unique-local, link-local and multicast all lie outside. */
const global6 = parseRange("2000::/3");

/** Closed parts of it. */
const closed6 = [
  "2001::/23", // protocol assignments, Teredo among them
  "2001:db8::/32", // documentation
  "3fff::/20", // documentation
].map(parseRange);

/** IPv6 that leads to an IPv4 address, and where that stands in it. */
const carriers = [
  { range: parseRange("::ffff:0:0/96"), offset: 0 }, // mapped, RFC 4291 section 2.5.5.2
  { range: parseRange("64:ff9b::/96"), offset: 0 }, // NAT64, RFC 6052
  { range: parseRange("2002::/16"), offset: 80 }, // 6to4, RFC 3056
] as const;

function isPublic(address: Address): boolean {
  if (address.bits === 32) return !closed4.some((range) => isWithin(address, range));
  const carrier = carriers.find(({ range }) => isWithin(address, range));
  if (carrier) return isPublic(embedded(address, carrier.offset));
  return isWithin(address, global6) && !closed6.some((range) => isWithin(address, range));
}

function unmapped(address: Address): Address {
  const [mapped] = carriers;
  return isWithin(address, mapped.range) ? embedded(address, mapped.offset) : address;
}

/** Says whether an address may be connected to. */
export type AddressPolicy = (address: string) => boolean;

/**
 * Allows public addresses and the ranges given. What cannot be read as an address is refused.
 *
 * @param allowed - Ranges of the caller's own network. Throws `RangeError` where one is not a range.
 */
export function createAddressPolicy(allowed: readonly string[] = []): AddressPolicy {
  const ranges: readonly AddressRange[] = allowed.map(parseRange);
  return (text) => {
    const address = parseAddress(text);
    if (!address) return false;
    return (
      ranges.some((range) => isWithin(unmapped(address), range) || isWithin(address, range)) ||
      isPublic(address)
    );
  };
}
