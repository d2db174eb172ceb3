import type { Actor } from "./actor.js";
import { digestOf } from "./digest.js";

/** What an idempotency key is good for: the same text elsewhere is another key. */
export interface KeyScope {
  /** The organisation whose ledger it is. */
  readonly organisation: string;
  /** Who sent the command: kind, organisation and pseudonym count, for two parties may share a pseudonym. */
  readonly actor: Pick<Actor, "kind" | "organisation" | "id">;
  /** What was asked: `handoff.claim`. */
  readonly operation: string;
  /** The caller's own key, 1 to 200 characters. */
  readonly key: string;
}

/**
 * Makes the ledger's idempotency key from the caller's. Keys never end: an offline branch may come back after a year and
 * must find its commit.
 */
export function idempotencyKey(scope: KeyScope): string {
  if (scope.key.length === 0 || scope.key.length > 200) {
    throw new RangeError("An idempotency key has 1 to 200 characters.");
  }
  const { organisation, actor, operation, key } = scope;
  return digestOf([organisation, actor.kind, actor.organisation, actor.id, operation, key]);
}

/** Tells one command from another. Taken of the plain command, above any sealing. */
export function fingerprint(command: unknown): string {
  return digestOf(command);
}
