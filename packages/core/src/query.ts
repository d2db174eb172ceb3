import type { FollowOptions, LedgerQuery } from "./ledger.js";
import { isStorable } from "./text.js";

/** Refuses a query that means nothing, before any store touches it. Throws `RangeError`. */
export function checkQuery(query: LedgerQuery): void {
  const { kind, name, value, from = "", to = "", after, limit = 1 } = query;
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError("limit is a whole number from 1.");
  const texts = [kind, name, value, from, to, after?.order ?? "", after?.record ?? ""];
  if (!texts.every(isStorable))
    throw new RangeError("A query holds well-formed text without the character zero.");
}

/** Refuses a place in the log that cannot be one, before any store touches it. Throws `RangeError`. */
export function checkFollow({ after }: FollowOptions): void {
  const isPlace = after === undefined || (Number.isSafeInteger(after.sequence) && after.sequence >= 0);
  if (!isPlace) throw new RangeError("sequence is a whole number from 0.");
}
