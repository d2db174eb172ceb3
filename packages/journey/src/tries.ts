import { type Actor, addSeconds, type Instant } from "@throughline/core";
import { JourneyError } from "./errors.js";
import type { Foundation } from "./foundation.js";
import { claimsOf } from "./handoff-index.js";
import { personCheckTries } from "./person-check.js";

/** How many codes an officer may try in vain, and in how long. */
export const officerBudgets = [
  { name: "ten-minutes", seconds: 600, limit: 5 },
  { name: "shift", seconds: 28_800, limit: 20 },
] as const;

/** How many times one code may be tried in its whole life. */
export const codeTries = 5;

/** Longer than any code lives, so that the tries of a code are never counted anew. */
const lifetimeSeconds = 2 * 86_400;

async function claimsSince({ ledger }: Foundation, actor: Actor, from: Instant): Promise<number> {
  let claims = 0;
  const query = { kind: "handoff", name: "code-claims", value: claimsOf(actor), from } as const;
  for await (const _ of ledger.find(query)) claims += 1;
  return claims;
}

/**
 * Reserves one of the officer's tries, before anything is looked up. A try that led to a claim is not held against the
 * officer: it raises the limit by one, so that a busy officer is not locked out and a guessing one gains nothing.
 *
 * @throws JourneyError `journey/locked`, with the end of the window.
 */
export async function reserveOfficer(foundation: Foundation, actor: Actor, now: Instant): Promise<void> {
  const { quota } = foundation;
  for (const { name, seconds, limit } of officerBudgets) {
    const key = ["journey", "officer-tries", name, actor.organisation, actor.id];
    const until = addSeconds(now, seconds);
    const grant = await quota.take(key, { limit, until });
    if (grant.granted) continue;
    const claims = await claimsSince(foundation, actor, addSeconds(grant.until, -seconds));
    const raised = claims > 0 ? await quota.take(key, { limit: limit + claims, until }) : grant;
    if (!raised.granted) throw new JourneyError("journey/locked", { details: { until: raised.until } });
  }
}

/** Whose tries are counted: one code of one handoff, or a locator behind which there is none. */
export interface TriedCode {
  /** The locator as it is kept. */
  readonly locator: string;
  /** The handoff and the generation of its code; the empty text where there is none. */
  readonly code: string;
}

/** Reserves one of the code's tries, before anything is compared, and in the same way where there is no such code. */
export async function reserveCode({ quota }: Foundation, tried: TriedCode, now: Instant): Promise<boolean> {
  const key = ["journey", "code-tries", tried.locator, tried.code];
  const { granted } = await quota.take(key, { limit: codeTries, until: addSeconds(now, lifetimeSeconds) });
  return granted;
}

/** Reserves one of the handoff's tries at the date of birth, before it is compared. */
export async function reservePersonCheck(
  { quota }: Foundation,
  handoffId: string,
  now: Instant,
): Promise<{ readonly granted: boolean; readonly remaining: number }> {
  const until = addSeconds(now, lifetimeSeconds);
  return await quota.take(["journey", "person-check", handoffId], { limit: personCheckTries, until });
}
