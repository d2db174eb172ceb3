import type { HttpCall, HttpClientOptions } from "./client-options.js";
import type { Hop } from "./redirect.js";

/** Header fields that decide how a message is framed or where it goes. They are not the caller's to set. */
const managed = [
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
];

function headersOf(call: HttpCall<unknown>, common: HttpClientOptions["headers"]): Headers {
  const headers = new Headers({ accept: call.read.accept, ...common });
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  for (const name of managed)
    if (headers.has(name)) throw new TypeError(`The header ${name} is not to be set.`);
  if (call.body) headers.set("content-type", call.body.type);
  if (call.idempotencyKey !== undefined) {
    if (!/^[\x21-\x7e]{1,200}$/.test(call.idempotencyKey)) {
      throw new RangeError("An idempotency key has 1 to 200 printable ASCII characters.");
    }
    headers.set("idempotency-key", call.idempotencyKey);
  }
  return headers;
}

function addressed(url: URL, query: HttpCall<unknown>["query"]): URL {
  const full = new URL(url);
  for (const [name, value] of Object.entries(query ?? {})) full.searchParams.append(name, value);
  return full;
}

/**
 * The request that a call makes. Throws `TypeError` or `RangeError` for what no request can carry.
 *
 * @param common - Header fields of every request.
 */
export function hopOf(
  verb: string,
  url: URL,
  call: HttpCall<unknown>,
  common: HttpClientOptions["headers"],
): Hop {
  const method = verb.toUpperCase();
  if (call.body && (method === "GET" || method === "HEAD")) throw new TypeError(`${method} carries no body.`);
  return {
    url: addressed(url, call.query),
    method,
    headers: headersOf(call, common),
    ...(call.body === undefined ? {} : { content: call.body.content }),
  };
}
