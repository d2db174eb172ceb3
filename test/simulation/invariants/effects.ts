import { eventsOf, type InvariantMaker, type Told } from "../invariant.js";

/** What the world says only once, however often a request is repeated: each key's effect. */
function saidOnce(told: Told): readonly string[] {
  if (told.type === "journey.started") return [`journey ${told.data.definition.version}`];
  if (told.type === "journey.recorded") return told.data.facts.map(({ value }) => JSON.stringify(value));
  if (told.type === "notification.created") return [JSON.stringify(told.data.data)];
  if (told.type === "handoff.claimed") return [`claim ${told.data.claim.id} ${told.record}`];
  if (told.type === "referral.made") return [`made ${told.record}`];
  return [];
}

/** Two people may have the same one. */
const isBirthday = /"[0-9]{4}-[0-9]{2}-[0-9]{2}"/;

/** What is done under one idempotency key is done once. */
export const effects: InvariantMaker = (violate) => {
  const seen = new Set<string>();
  return {
    name: "one effect for each key",
    committed(commit) {
      for (const told of eventsOf(commit)) {
        for (const effect of saidOnce(told).filter((said) => !isBirthday.test(said))) {
          if (seen.has(effect)) violate(`twice: ${effect}`);
          seen.add(effect);
        }
      }
    },
  };
};
