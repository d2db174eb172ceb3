import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import type { AddressPolicy } from "./address-policy.js";
import { HttpError } from "./errors.js";

/** Finds the addresses of a host name. Throws where there are none. */
export type AddressLookup = (hostname: string) => Promise<readonly string[]>;

/** Asks the operating system. */
export const lookupBySystem: AddressLookup = async (hostname) => {
  const found = await systemLookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

async function checkedAddresses(hostname: string, lookup: AddressLookup, allows: AddressPolicy) {
  const addresses = await lookup(hostname);
  if (addresses.length === 0 || !addresses.every(allows)) {
    throw new HttpError("http/refused-address", { details: { host: hostname } });
  }
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

/**
 * The lookup that a socket connects by. The addresses that were checked are the very ones that are connected to, so a
 * name that answers differently the second time (DNS re-binding) gains nothing. One bad address spoils the whole answer.
 */
export function checkedLookup(lookup: AddressLookup, allows: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    checkedAddresses(hostname, lookup, allows).then(
      (found) => {
        const [first] = found;
        if (options.all === true) callback(null, found);
        else callback(null, first?.address ?? "", first?.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new TypeError("The lookup failed."), "", 0),
    );
  };
}
