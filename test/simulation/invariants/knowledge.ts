import { type Fact, type Instant, idOf } from "@throughline/core";
import type { Projection } from "@throughline/journey";
import type { Candidate } from "../../../packages/journey/src/facts.js";
import { eventsOf, type Invariant, type Violate } from "../invariant.js";
import { purposeOf, type Standing, standingConsent } from "./standing-consent.js";

/** What somebody sees of a journey: a holder's projection, or the person's own view. */
export type Seen = Pick<Projection, "facts" | "missing"> & Partial<Pick<Projection, "withheld">>;

/** What is known from the events, and what people were promised. */
export interface Knowledge extends Invariant {
  /** To be called before looking at a journey; what it gives judges what was seen. */
  look(journeyId: string): (seen: Seen, now: Instant) => void;
  /** The person or officer was told that the fact is kept. */
  promise(journeyId: string, fact: Fact): void;
  /** Judges a journey when all is over: every promised fact is there, or its own source said something newer. */
  judge(journeyId: string, kept: Readonly<Record<string, readonly Fact[]>>): void;
}

interface Known {
  readonly voice: string;
  readonly value: unknown;
  readonly until: Instant;
}

const voiceOf = ({ assurance, source }: Pick<Fact, "assurance" | "source">) =>
  [assurance, source.by, source.organisation, source.recordedBy ?? ""].join(" ");

const known = (candidate: Candidate): Known => ({
  voice: voiceOf(candidate),
  value: "value" in candidate.value ? candidate.value.value : undefined,
  until: candidate.validUntil ?? "9",
});

/** No known fact is asked for again, and none is lost. */
export function createKnowledge(violate: Violate): Knowledge {
  const consent = standingConsent();
  const subjects = new Map<string, string>();
  const facts = new Map<string, Map<string, readonly Known[]>>();
  const promised = new Map<string, Fact[]>();

  /** Who has asked to be erased: nothing is promised to them any more. */
  const leaving = new Set<string>();
  const isLeaving = (journeyId: string) => leaving.has(subjects.get(journeyId) ?? journeyId);

  const saidOf = (journeyId: string, type: string) => facts.get(journeyId)?.get(type) ?? [];
  /** What each voice last said. */
  const lastSaid = (journeyId: string, type: string) => [
    ...new Map(saidOf(journeyId, type).map((one) => [one.voice, one])).values(),
  ];
  const standing = (journeyId: string, type: string): Standing | undefined => {
    const purpose = purposeOf(type);
    return purpose === undefined ? undefined : consent.of(subjects.get(journeyId) ?? journeyId, purpose);
  };
  /** Whether consent was the same from the look until now, and how it stood. Undefined: something was said meanwhile. */
  const steady = (before: Standing | undefined, journeyId: string, type: string) =>
    before?.acts === standing(journeyId, type)?.acts ? before : undefined;

  return {
    name: "no known fact asked for, none lost",
    committed(commit) {
      for (const told of eventsOf(commit)) {
        consent.hear(told);
        const journeyId = idOf(told.record);
        if (told.type === "journey.started") subjects.set(journeyId, told.data.subject ?? journeyId);
        if (told.type === "journey.bound") subjects.set(journeyId, told.data.subject);
        if (told.type === "erasure.asked") for (const subject of told.data.subjects) leaving.add(subject);
        if (told.type !== "journey.recorded") continue;
        const ofJourney = facts.get(journeyId) ?? new Map<string, readonly Known[]>();
        for (const fact of told.data.facts)
          ofJourney.set(fact.type, [...(ofJourney.get(fact.type) ?? []), known(fact)]);
        facts.set(journeyId, ofJourney);
      }
    },
    look(journeyId) {
      const types = [...(facts.get(journeyId)?.keys() ?? [])];
      const before = new Map(types.map((type) => [type, lastSaid(journeyId, type)]));
      const consents = new Map(types.map((type) => [type, standing(journeyId, type)]));
      const whose = subjects.get(journeyId);
      return ({ missing, withheld, facts: shown }, now) => {
        if (subjects.get(journeyId) !== whose || isLeaving(journeyId)) return;
        for (const type of missing)
          if (before.get(type)?.some(({ until }) => until > now)) violate(`${type} is known and was missing`);
        if (!withheld) return;
        for (const { type, because } of withheld) {
          const before = steady(consents.get(type), journeyId, type);
          if (because === "consent" && before?.isGiven === true && now < before.until)
            violate(`${type} was withheld in spite of consent`);
        }
        for (const { type } of shown)
          if (steady(consents.get(type), journeyId, type)?.isGiven === false)
            violate(`${type} was shown without consent`);
      };
    },
    promise(journeyId, fact) {
      promised.set(journeyId, [...(promised.get(journeyId) ?? []), fact]);
    },
    judge(journeyId, kept) {
      if (isLeaving(journeyId)) {
        if (Object.values(kept).some(({ length }) => length > 0))
          violate(`${journeyId} shows who was erased`);
        return;
      }
      for (const fact of promised.get(journeyId) ?? []) {
        const said = saidOf(journeyId, fact.type).filter(({ voice }) => voice === voiceOf(fact));
        const isSaid = said.some(({ value }) => value === fact.value);
        const isKept = kept[fact.type]?.some(({ value }) => value === said.at(-1)?.value) === true;
        if (!isSaid || !isKept) violate(`${fact.type} was promised and is lost`);
      }
    },
  };
}
