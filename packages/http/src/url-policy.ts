import { isIP } from "node:net";
import type { AddressPolicy } from "./address-policy.js";
import { HttpError } from "./errors.js";

/** Which URLs may be called. */
export interface UrlRules {
  /** The addresses that may be connected to. */
  readonly allowsAddress: AddressPolicy;
  /** Host names that may be called, `*.example.gov.uk` for all below one. Absent: every public host. */
  readonly allowHosts?: readonly string[];
  /** True: plain http too. */
  readonly allowInsecure: boolean;
}

/** Checks a URL before anything is looked up. Throws `http/refused-url` or `http/refused-address`. */
export type UrlPolicy = (url: string | URL) => URL;

function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
}

function isAllowedHost(host: string, pattern: string): boolean {
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function refuse(reason: string, host?: string): never {
  throw new HttpError("http/refused-url", { details: { reason, ...(host === undefined ? {} : { host }) } });
}

function parsed(url: string | URL): URL {
  try {
    return new URL(url);
  } catch {
    return refuse("not a URL");
  }
}

/**
 * Judges URLs by what the URL standard makes of them, so that `0x7f.1`, `127.1` and `2130706433` are all seen as the
 * loopback address they mean.
 */
export function createUrlPolicy({ allowsAddress, allowHosts, allowInsecure }: UrlRules): UrlPolicy {
  const patterns = allowHosts?.map((pattern) => {
    if (!/^(\*\.)?[a-z0-9_:-]+(\.[a-z0-9_-]+)*$/i.test(pattern)) {
      throw new RangeError("allowHosts has host names, or *. and a host name.");
    }
    return pattern.toLowerCase();
  });
  return (input) => {
    const url = parsed(input);
    const host = bare(url.hostname);
    if (url.protocol !== "https:" && !(allowInsecure && url.protocol === "http:")) refuse("not https", host);
    if (url.username !== "" || url.password !== "") refuse("credentials in the URL", host);
    if (patterns?.some((pattern) => isAllowedHost(host, pattern)) === false) refuse("host not allowed", host);
    if (isIP(host) !== 0 && !allowsAddress(host)) {
      throw new HttpError("http/refused-address", { details: { host } });
    }
    return url;
  };
}
