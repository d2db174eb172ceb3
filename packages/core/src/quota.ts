import { digestOf } from "./digest.js";
import { isInstant } from "./instant.js";
import type { Instant } from "./json.js";

/** How much may be taken, and until when it counts. */
export interface QuotaLimit {
  /** How many grants there are until the instant. A whole number, 0 or more. */
  readonly limit: number;
  /** When the count starts anew, by the ledger's clock. Taken from the first grant of a count; later ones do not move it. */
  readonly until: Instant;
}

/** The answer to one try. */
export interface QuotaGrant {
  /** True: this try was counted and may go on. */
  readonly granted: boolean;
  /** Grants left after this try. */
  readonly remaining: number;
  /** When the count starts anew. */
  readonly until: Instant;
}

/**
 * A conditional increment outside any record. A replay guard is a quota of 1; guessing, rate and contact limits are
 * larger ones. Never grants more than the limit, whatever the concurrency. Laws: `quotaLaws` in
 * `@throughline/core/testing`.
 */
export interface Quota {
  /** Takes one of the key's grants. The key is kept as a digest, so it may hold what must not be stored. */
  take(key: string | readonly string[], limit: QuotaLimit): Promise<QuotaGrant>;
}

/** Refuses limits that mean nothing. Throws `RangeError`. */
export function checkQuota({ limit, until }: QuotaLimit): void {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError("limit is a whole number from 0.");
  if (!isInstant(until)) throw new RangeError("until is an instant in UTC with milliseconds.");
}

/** The digest under which a quota's key is kept. */
export function quotaKey(key: string | readonly string[]): string {
  return digestOf(typeof key === "string" ? [key] : key);
}
