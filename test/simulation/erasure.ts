import type { Actor } from "@throughline/core";
import type { Citizen } from "./citizen.js";
import { insist, type Society } from "./people.js";

/** Somebody asks to be erased, or has a letter written and an officer do it. */
export async function askForErasure(society: Society, citizen: Citizen): Promise<void> {
  const { subject, hub, aliases = [] } = citizen;
  const { organisation } = hub;
  const isByLetter = society.random.chance(0.3);
  const actor: Actor = isByLetter
    ? { kind: "staff", id: "s-letters", organisation }
    : { kind: "person", id: subject, organisation };
  const order = { subject, aliases, ...(isByLetter ? { reason: "asked-by-letter" } : {}) };
  society.leaving.add(subject);
  await insist(
    society,
    citizen,
    "asks to be erased",
    ({ erasures }, idempotencyKey) => erasures.erase(order, { actor, idempotencyKey }),
    [],
  );
}
