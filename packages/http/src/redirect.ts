import { HttpError } from "./errors.js";

/** One request on its way. */
export interface Hop {
  /** Where to. */
  readonly url: URL;
  /** Upper-case method. */
  readonly method: string;
  /** Header fields. */
  readonly headers: Headers;
  /** The body, if there is one. */
  readonly content?: string | Uint8Array;
}

/** The statuses that redirect (RFC 9110 section 15.4), and which methods they turn into GET. */
const turnsToGet: Readonly<Record<number, readonly string[]>> = {
  301: ["POST"],
  302: ["POST"],
  303: ["POST", "PUT", "PATCH", "DELETE"],
  307: [],
  308: [],
};

/** Tells whether a status redirects. */
export function isRedirect(status: number): boolean {
  return Object.hasOwn(turnsToGet, status);
}

function refuse(status: number, reason: string): never {
  throw new HttpError("http/redirected", { details: { status, reason } });
}

function targetOf(hop: Hop, status: number, location: string | null): URL {
  if (location === null || !URL.canParse(location, hop.url)) return refuse(status, "no usable location");
  const url = new URL(location, hop.url);
  if (hop.url.protocol === "https:" && url.protocol !== "https:")
    refuse(status, "from https to something else");
  return url;
}

function without(headers: Headers, name: string): Headers {
  const kept = new Headers(headers);
  kept.delete(name);
  return kept;
}

/** Nothing but what every server may know: no authorization, no cookie, no header of the caller's own. */
function forStrangers(headers: Headers): Headers {
  return new Headers([["accept", headers.get("accept") ?? "*/*"]]);
}

/**
 * The request that a redirect asks for. Only reading is carried to another origin, and without credentials.
 *
 * @throws HttpError `http/redirected` where it is not to be followed.
 */
export function nextHop(hop: Hop, status: number, location: string | null): Hop {
  const url = targetOf(hop, status, location);
  const isTurned = turnsToGet[status]?.includes(hop.method) === true;
  const method = isTurned ? "GET" : hop.method;
  if (url.origin !== hop.url.origin) {
    if (method !== "GET" && method !== "HEAD") refuse(status, "would carry a change to another origin");
    return { url, method, headers: forStrangers(hop.headers) };
  }
  if (isTurned) return { url, method, headers: without(hop.headers, "content-type") };
  return { ...hop, url };
}
