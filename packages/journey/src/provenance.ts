import type { Actor, ActorKind, Channel, Fact, FactAssurance, SourceParty } from "@throughline/core";
import { JourneyError } from "./errors.js";

interface Sayable {
  readonly assurances: readonly FactAssurance[];
  readonly by: readonly SourceParty[];
  /** Whether the source must name the actor as who wrote it down. */
  readonly isRecorder: boolean;
}

const own: Sayable = { assurances: ["stated"], by: ["person"], isRecorder: false };

/** What each kind of actor may say, and how surely. Nobody raises their own word above what their channel can show. */
const sayable: Readonly<Record<ActorKind, Sayable>> = {
  person: own,
  anonymous: own,
  agent: { assurances: ["stated"], by: ["agent"], isRecorder: false },
  staff: {
    assurances: ["stated", "paper-unverified", "corroborated", "evidenced"],
    by: ["person", "staff", "paper"],
    isRecorder: true,
  },
  service: {
    assurances: ["stated", "paper-unverified", "corroborated", "evidenced", "authoritative"],
    by: ["person", "record", "paper"],
    isRecorder: false,
  },
};

function isHonest({ assurance, source }: Fact, actor: Actor, channel: Channel | undefined): boolean {
  const { assurances, by, isRecorder } = sayable[actor.kind];
  return (
    assurances.includes(assurance) &&
    by.includes(source.by) &&
    source.organisation === actor.organisation &&
    source.recordedBy === (isRecorder ? actor.id : undefined) &&
    (channel === undefined || source.channel === channel || source.channel === "paper")
  );
}

/**
 * Refuses facts whose stated source or assurance the actor cannot vouch for.
 *
 * @param channel - For a holder, the channel of the handoff.
 * @throws JourneyError `journey/provenance-not-allowed`, with the fact types.
 */
export function checkProvenance(facts: readonly Fact[], actor: Actor, channel?: Channel): void {
  const types = facts.filter((fact) => !isHonest(fact, actor, channel)).map(({ type }) => type);
  if (types.length > 0) throw new JourneyError("journey/provenance-not-allowed", { details: { types } });
}
