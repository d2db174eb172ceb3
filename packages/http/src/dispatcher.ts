import type { LookupFunction } from "node:net";
import { Agent } from "undici";

/** What opens connections: only to addresses that the lookup gives, and to no proxy. */
export function createDispatcher(lookup: LookupFunction, authorities?: readonly string[]): Agent {
  return new Agent({ connect: { lookup, ...(authorities === undefined ? {} : { ca: [...authorities] }) } });
}
