import { digestOf, type LookupKey, type Timer } from "@throughline/core";
import type { HandoffState } from "./handoff.js";
import { isOpen } from "./handoff-states.js";
import type { Audience, Party } from "./model.js";

/** How many offers of one journey may be open at once. */
export const openOffersPerJourney = 3;

/** The lookup value of an audience's queue. */
export function queueOf({ organisation, unit, channel }: Audience): string {
  return digestOf([organisation, unit, channel]);
}

/** The lookup value of the codes that an officer has claimed. */
export function claimsOf({ organisation, id }: Pick<Party, "organisation" | "id">): string {
  return digestOf([organisation, id]);
}

/**
 * How a handoff is found. The unique ones are the law: a journey has so many places for open offers and one for a
 * holder, an audience so many for open codes, and no two open codes of an audience share a locator.
 */
export function handoffKeys({ terms, status, code, claim, offeredAt }: HandoffState): readonly LookupKey[] {
  if (!terms) return [];
  const { journey, place, audience } = terms;
  const keys: LookupKey[] = [{ name: "journey", value: journey, order: offeredAt }];
  if (isOpen(status)) keys.push({ name: "open-offer", value: `${journey} ${place}`, unique: true });
  if (status === "offered") keys.push({ name: "queue", value: queueOf(audience), order: offeredAt });
  if (status === "accepted") keys.push({ name: "holder", value: journey, unique: true });
  if (code) {
    keys.push({ name: "code", value: code.locator, unique: true });
    keys.push({ name: "open-code", value: `${queueOf(audience)} ${code.place}`, unique: true });
  }
  if (claim?.via === "code")
    keys.push({ name: "code-claims", value: claimsOf(claim.holder), order: claim.at });
  return keys;
}

/** What must happen later: the offer ends, the claim comes back, the lease ends. */
export function handoffTimers({ status, terms, until }: HandoffState): readonly Timer[] {
  if (status === "offered" && terms) return [{ name: "offer-end", due: terms.offeredUntil }];
  if (status === "claimed" && until !== undefined) return [{ name: "claim-end", due: until }];
  if (status === "accepted" && until !== undefined) return [{ name: "lease-end", due: until }];
  return [];
}
