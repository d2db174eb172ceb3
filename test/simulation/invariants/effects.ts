import { eventsOf, type InvariantMaker, type Told } from "../invariant.js";

/** What the world says only once, however often a request is repeated: each key's effect. */
function saidOnce(told: Told): readonly string[] {
  if (told.type === "journey.started") return [`journey ${told.data.definition.version}`];
  if (told.type === "journey.recorded")
    return told.data.facts.flatMap(({ value }) =>
      "value" in value && String(value.value).includes("#") ? [`fact ${String(value.value)}`] : [],
    );
  if (told.type === "notification.created" && "value" in told.data.data)
    return [`notification ${told.data.data.value["name"]}`];
  if (told.type === "handoff.claimed") return [`claim ${told.data.claim.id} ${told.record}`];
  if (told.type === "referral.made") return [`made ${told.record}`];
  return [];
}

/** What is done under one idempotency key is done once. */
export const effects: InvariantMaker = (violate) => {
  const seen = new Set<string>();
  return {
    name: "one effect for each key",
    committed(commit) {
      for (const told of eventsOf(commit)) {
        for (const effect of saidOnce(told)) {
          if (seen.has(effect)) violate(`twice: ${effect}`);
          seen.add(effect);
        }
      }
    },
  };
};
