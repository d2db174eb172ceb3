import type { Instant } from "@throughline/core";
import { eventsOf, type InvariantMaker, type Told } from "../invariant.js";
import { purposeOf, standingConsent } from "./standing-consent.js";

/** The facts that an event shows or writes on the strength of consent. */
function factsOf(told: Told): readonly string[] {
  if (told.type === "handoff.accepted" || told.type === "journey.read") return told.data.types;
  if (told.type === "journey.recorded" && told.data.handoff !== undefined)
    return told.data.facts.map(({ type }) => type);
  return [];
}

/** No fact is shown or written, and nobody written to, without consent in force at the instant of the commit. */
export const releases: InvariantMaker = (violate) => {
  const consent = standingConsent();
  const subjects = new Map<string, string>();
  const journeys = new Map<string, string>();
  /** Whose erasure has begun: from then on no basis is left. */
  const leaving = new Set<string>();

  /** Remembers whose each record is. */
  function remember({ record, type, data }: Told): void {
    if (type === "journey.started") subjects.set(record, data.subject ?? data.id);
    if (type === "journey.bound") subjects.set(record, data.subject);
    if (type === "notification.created") subjects.set(record, data.subject);
    if (type === "erasure.asked") for (const subject of data.subjects) leaving.add(subject);
    if (type === "handoff.offered") journeys.set(record, `journey/${data.terms.journey}`);
  }

  function check(told: Told, time: Instant): void {
    const subject = subjects.get(journeys.get(told.record) ?? told.record) ?? "";
    const facts = told.type === "notification.sending" ? ["contact.email"] : factsOf(told);
    if (facts.length > 0 && leaving.has(subject)) violate(`${told.type} after the erasure of "${subject}"`);
    for (const fact of facts) {
      const purpose = purposeOf(fact);
      if (purpose === undefined) continue;
      const { isGiven, until } = consent.of(subject, purpose);
      if (!isGiven || time >= until) violate(`${told.type} of ${fact} without consent in force`);
    }
  }

  return {
    name: "no release without consent",
    committed(commit) {
      for (const told of eventsOf(commit)) {
        remember(told);
        check(told, commit.time);
        consent.hear(told);
      }
    },
  };
};
