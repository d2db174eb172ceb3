import type { HttpBody } from "./body.js";
import { within } from "./bounds.js";
import type { AddressLookup } from "./lookup.js";
import type { Reading } from "./reading.js";

/** How an HTTP client is made. Nonsense is refused with `RangeError` or `TypeError` at creation. */
export interface HttpClientOptions {
  /** Host names that may be called; `*.example.gov.uk` for all below one. Default: every public host. */
  readonly allowHosts?: readonly string[];
  /** Private or reserved ranges that may be called, in CIDR notation, for an organisation's own network. Default: none. */
  readonly allowAddresses?: readonly string[];
  /** True: plain http may be called too. For tests and closed networks. Default false. */
  readonly allowInsecure?: boolean;
  /** Certificate authorities in PEM to trust instead of the well-known ones, for an organisation's own network. */
  readonly certificateAuthorities?: readonly string[];
  /** Header fields sent with every request, for example `user-agent`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Finds the addresses of a host. They are checked whatever finds them. Default: the operating system. */
  readonly lookup?: AddressLookup;
  /** How many redirects are followed, 0 to 10. Default 0: none. */
  readonly maxRedirects?: number;
  /** Most bytes of an answer, decompressed, 1 to 1,073,741,824. Default 1,048,576. */
  readonly maxResponseBytes?: number;
  /** Most repeats of a request that may be repeated, 0 to 10. Default 2. */
  readonly retries?: number;
  /** Longest time for one try, in milliseconds, 1 to 600,000. Default 10,000. */
  readonly tryTimeoutMs?: number;
  /** Longest time for the call with its repeats and waits, in milliseconds, 1 to 600,000. Default 30,000. */
  readonly totalTimeoutMs?: number;
}

/** One call. */
export interface HttpCall<Value> {
  /** How the answer is read: `asJson(schema)`, `asText`, `asBytes` or `asNothing`. */
  readonly read: Reading<Value>;
  /** What is sent: `jsonBody(value)`, `formBody(fields)` or a body of your own. */
  readonly body?: HttpBody;
  /** Header fields of this call. They win over the client's. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Idempotency-Key`, 1 to 200 printable ASCII characters. Makes a call that changes something repeatable. */
  readonly idempotencyKey?: string;
  /** Most bytes of the answer. Default: the client's. */
  readonly maxResponseBytes?: number;
  /** Appended to the URL's query. */
  readonly query?: Readonly<Record<string, string>>;
  /** Most repeats. Default: the client's. */
  readonly retries?: number;
  /** Ends the call; it then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Longest time for one try, in milliseconds. Default: the client's. */
  readonly tryTimeoutMs?: number;
  /** Longest time for the whole call, in milliseconds. Default: the client's. */
  readonly totalTimeoutMs?: number;
}

/** The limits of a call. */
export type Limits = Required<
  Pick<HttpCall<unknown>, "maxResponseBytes" | "retries" | "tryTimeoutMs" | "totalTimeoutMs">
>;

/** Least, most and default of everything that is counted. */
const bounds = {
  maxRedirects: [0, 10, 0],
  maxResponseBytes: [1, 1_073_741_824, 1_048_576],
  retries: [0, 10, 2],
  tryTimeoutMs: [1, 600_000, 10_000],
  totalTimeoutMs: [1, 600_000, 30_000],
} as const;

/** A whole number within its bounds, or its default. Throws `RangeError`. */
export function bounded(name: keyof typeof bounds, value: number | undefined, otherwise?: number): number {
  const [least, most, usual] = bounds[name];
  return within(name, value ?? otherwise ?? usual, least, most);
}

/** The limits of a call, from its own options and the client's. Throws `RangeError`. */
export function limitsOf(own: Partial<Limits>, client?: Limits): Limits {
  return {
    maxResponseBytes: bounded("maxResponseBytes", own.maxResponseBytes, client?.maxResponseBytes),
    retries: bounded("retries", own.retries, client?.retries),
    tryTimeoutMs: bounded("tryTimeoutMs", own.tryTimeoutMs, client?.tryTimeoutMs),
    totalTimeoutMs: bounded("totalTimeoutMs", own.totalTimeoutMs, client?.totalTimeoutMs),
  };
}
