import { isThroughlineError } from "@throughline/core";
import { isHTTPError, isTimeoutError, type RetryOptions } from "ky";
import { retryAfterSeconds } from "./failure.js";

/** Methods that change nothing (RFC 9110 section 9.2.1). PUT and DELETE are not among them: a late repeat undoes a newer change. */
const safeMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Statuses after which the same request may go well. */
const passingStatuses = [408, 425, 429, 500, 502, 503, 504];

/** What a call may repeat. */
export interface RetryRules {
  /** Upper-case method. */
  readonly method: string;
  /** True: the receiver knows a repeat by its idempotency key. */
  readonly isKeyed: boolean;
  /** How many repeats there may be. */
  readonly retries: number;
  /** Milliseconds left of the whole call. */
  readonly leftMs: () => number;
}

/**
 * What ky is told about repeating. Only safe methods and keyed requests are repeated; a wait that would outlast the call
 * ends it at once.
 */
export function retryOptions({ method, isKeyed, retries, leftMs }: RetryRules): RetryOptions {
  return {
    limit: isKeyed || safeMethods.includes(method) ? retries : 0,
    methods: [method.toLowerCase()],
    statusCodes: passingStatuses,
    afterStatusCodes: passingStatuses,
    delay: (attempt) => 300 * 2 ** (attempt - 1),
    backoffLimit: 10_000,
    jitter: true,
    shouldRetry({ error }) {
      if (isHTTPError(error)) {
        const wait = retryAfterSeconds(error.response.headers, Date.now()) ?? 0;
        return wait * 1000 < leftMs() ? undefined : false;
      }
      return isTimeoutError(error) || isThroughlineError(error, "http/unreachable");
    },
  };
}
