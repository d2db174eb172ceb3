import ky from "ky";
import type { Agent } from "undici";
import { createAddressPolicy } from "./address-policy.js";
import { bounded, type HttpCall, type HttpClientOptions, type Limits, limitsOf } from "./client-options.js";
import { createDispatcher } from "./dispatcher.js";
import { toHttpError } from "./failure.js";
import { checkedLookup, lookupBySystem } from "./lookup.js";
import type { Hop } from "./redirect.js";
import { hopOf } from "./request.js";
import { retryOptions } from "./retry.js";
import { exchange, type TransportOptions } from "./transport.js";
import { createUrlPolicy } from "./url-policy.js";

/** An answer with its status and headers. */
export interface HttpReply<Value> {
  /** HTTP status, 200 to 299. */
  readonly status: number;
  /** Header fields. */
  readonly headers: Headers;
  /** The body as it was read. */
  readonly value: Value;
}

/**
 * The one outbound HTTP client. It calls public https addresses only, unless options say otherwise, and bounds time and
 * size of everything. Each verb throws {@link HttpError}: `http/refused-url`, `http/refused-address`, `http/timeout`,
 * `http/unreachable`, `http/too-large`, `http/redirected`, `http/bad-response`, and `http/remote-problem` for a status
 * from 400, with `status`, `code` and `retryAfterSeconds` in its details as far as they are known.
 */
export interface HttpClient {
  /** Reads. Repeated after a passing failure. */
  get<Value>(url: string | URL, call: HttpCall<Value>): Promise<Value>;
  /** Sends. Repeated only with an idempotency key. */
  post<Value>(url: string | URL, call: HttpCall<Value>): Promise<Value>;
  /** Replaces. Repeated only with an idempotency key. */
  put<Value>(url: string | URL, call: HttpCall<Value>): Promise<Value>;
  /** Removes. Repeated only with an idempotency key. */
  delete<Value>(url: string | URL, call: HttpCall<Value>): Promise<Value>;
  /** Any method, with status and headers of the answer. */
  send<Value>(method: string, url: string | URL, call: HttpCall<Value>): Promise<HttpReply<Value>>;
  /** Closes all connections. Calls after it fail. */
  close(): Promise<void>;
}

function transportOf(options: HttpClientOptions): TransportOptions & { readonly dispatcher: Agent } {
  const allowsAddress = createAddressPolicy(options.allowAddresses);
  const lookup = checkedLookup(options.lookup ?? lookupBySystem, allowsAddress);
  return {
    dispatcher: createDispatcher(lookup, options.certificateAuthorities),
    checkUrl: createUrlPolicy({
      allowsAddress,
      allowInsecure: options.allowInsecure ?? false,
      ...(options.allowHosts === undefined ? {} : { allowHosts: options.allowHosts }),
    }),
    maxRedirects: bounded("maxRedirects", options.maxRedirects),
  };
}

async function run(
  transport: TransportOptions,
  hop: Hop,
  limits: Limits,
  call: HttpCall<unknown>,
): Promise<Response> {
  const end = performance.now() + limits.totalTimeoutMs;
  const { method, url } = hop;
  const isKeyed = call.idempotencyKey !== undefined;
  try {
    return await ky(url, {
      method,
      timeout: limits.tryTimeoutMs,
      totalTimeout: limits.totalTimeoutMs,
      retry: retryOptions({
        method,
        isKeyed,
        retries: limits.retries,
        leftMs: () => end - performance.now(),
      }),
      fetch: (input) => {
        const signal = input instanceof Request ? input.signal : AbortSignal.timeout(limits.tryTimeoutMs);
        return exchange(transport, { hop, maxResponseBytes: limits.maxResponseBytes, signal });
      },
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
  } catch (error) {
    call.signal?.throwIfAborted();
    throw toHttpError(error, url.hostname);
  }
}

/** Makes an HTTP client. Close it when the process ends. */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const transport = transportOf(options);
  const common = limitsOf(options);

  async function send<Value>(
    verb: string,
    to: string | URL,
    call: HttpCall<Value>,
  ): Promise<HttpReply<Value>> {
    const limits = limitsOf(call, common);
    const hop = hopOf(verb, transport.checkUrl(to), call, options.headers);
    const response = await run(transport, hop, limits, call);
    const value = call.read.read(new Uint8Array(await response.arrayBuffer()));
    return { status: response.status, headers: response.headers, value };
  }

  const verb =
    (method: string): HttpClient["get"] =>
    async (url, call) =>
      (await send(method, url, call)).value;

  return {
    get: verb("GET"),
    post: verb("POST"),
    put: verb("PUT"),
    delete: verb("DELETE"),
    send,
    close: () => transport.dispatcher.destroy(),
  };
}
