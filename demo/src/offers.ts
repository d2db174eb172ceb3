import type { Actor } from "@throughline/core";
import type { Grant, Offered, OfferInput } from "@throughline/journey";
import { type Officer, organisation } from "./department.js";
import { purposes } from "./purposes.js";
import { type Language, words } from "./words.js";
import type { World } from "./world.js";

/** Every fact that the service can need, each with the purpose that covers it. */
const needs: OfferInput["needs"] = Object.values(purposes).flatMap(({ id, facts }) =>
  facts.map((type) => ({ type, purpose: id })),
);

/** Offers a journey to an officer's unit, from the person or from the officer who holds it. */
export async function offerTo(
  world: World,
  receiver: Officer,
  offer: {
    readonly journeyId: string;
    readonly language: Language;
    readonly actor: Actor;
    readonly idempotencyKey: string;
    readonly grant?: Grant;
  },
): Promise<Offered> {
  const { journeyId, language, actor, idempotencyKey, grant } = offer;
  const input: OfferInput = {
    audience: {
      organisation,
      unit: receiver.party.unit ?? "",
      channel: receiver.presence.kind === "desk" ? "office" : "phone",
    },
    purpose: purposes.assess.id,
    needs,
    reason: grant ? "passed-on" : "person-asks",
    card: { service: words.en.service, language },
  };
  return await world.journeys.offer(journeyId, input, { actor, idempotencyKey, ...(grant ? { grant } : {}) });
}
