import { type ReadOptions, readTreeHead } from "./document.js";
import type { TreeHead } from "./head.js";

/**
 * Two signed heads of one log that cannot both be honest. With both documents anyone can show that their signer told
 * different people different things.
 */
export interface HeadConflict {
  /** `split-view`: one size, two roots. `shrunk`: smaller, though signed later. */
  readonly kind: "split-view" | "shrunk";
  /** Who signed both. */
  readonly issuer: string;
  /** The log. */
  readonly log: string;
  /** The two heads, the earlier first. */
  readonly heads: readonly [TreeHead, TreeHead];
}

/** Whether two heads contradict each other by themselves. Heads of different sizes may still need a consistency proof. */
export function conflictOf(a: TreeHead, b: TreeHead): HeadConflict | undefined {
  if (a.iss !== b.iss || a.log !== b.log) return undefined;
  const isFirst = a.time < b.time || (a.time === b.time && a.root <= b.root);
  const heads = isFirst ? ([a, b] as const) : ([b, a] as const);
  const about = { issuer: a.iss, log: a.log, heads };
  if (a.size === b.size) return a.root === b.root ? undefined : { kind: "split-view", ...about };
  return heads[0].time < heads[1].time && heads[0].size > heads[1].size
    ? { kind: "shrunk", ...about }
    : undefined;
}

/**
 * Compares two signed heads, wherever they come from, and names the contradiction, if there is one. Undefined also where
 * they are of two logs. Throws as `readTreeHead` does: what is not signed is evidence of nothing.
 */
export async function findConflict(
  headA: string,
  headB: string,
  options: ReadOptions,
): Promise<HeadConflict | undefined> {
  const [a, b] = await Promise.all([readTreeHead(headA, options), readTreeHead(headB, options)]);
  return conflictOf(a.payload, b.payload);
}
