import type { LedgerQuery } from "./ledger.js";
import { isStorable } from "./text.js";

/** Refuses a query that means nothing, before any store touches it. Throws `RangeError`. */
export function checkQuery(query: LedgerQuery): void {
  const { kind, name, value, from = "", to = "", after, limit = 1 } = query;
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError("limit is a whole number from 1.");
  const texts = [kind, name, value, from, to, after?.order ?? "", after?.record ?? ""];
  if (!texts.every(isStorable))
    throw new RangeError("A query holds well-formed text without the character zero.");
}
