import type { LookupAddress } from "node:dns";
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

type Checked = { readonly found: LookupAddress[] } | { readonly error: Error };

/** Never rejects: a callback must be called once, whatever happens. */
async function checkedAddresses(
  hostname: string,
  lookup: AddressLookup,
  allows: AddressPolicy,
): Promise<Checked> {
  try {
    const addresses = await lookup(hostname);
    if (addresses.length === 0 || !addresses.every(allows)) {
      throw new HttpError("http/refused-address", { details: { host: hostname } });
    }
    return { found: addresses.map((address) => ({ address, family: isIP(address) })) };
  } catch (error) {
    return { error: error instanceof Error ? error : new TypeError("The lookup failed.") };
  }
}

/**
 * The lookup that a socket connects by. The addresses that were checked are the very ones that are connected to, so a
 * name that answers differently the second time (DNS re-binding) gains nothing. One bad address spoils the whole answer.
 */
export function checkedLookup(lookup: AddressLookup, allows: AddressPolicy): LookupFunction {
  async function answer(...[hostname, options, callback]: Parameters<LookupFunction>): Promise<void> {
    const checked = await checkedAddresses(hostname, lookup, allows);
    if ("error" in checked) callback(checked.error, "", 0);
    else if (options.all === true) callback(null, checked.found);
    else callback(null, checked.found[0]?.address ?? "", checked.found[0]?.family);
  }
  return (...question) => void answer(...question);
}
