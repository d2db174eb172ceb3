import { type Actor, type Context, isThroughlineError } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { journeyDecider } from "../../packages/journey/src/decider.js";
import { evolveJourney } from "../../packages/journey/src/evolve.js";
import type { JourneyCommand, JourneyEvent, JourneyState } from "../../packages/journey/src/journey.js";
import { person, phone, said, stranger } from "./support.js";

const context = (actor: Actor): Context => ({ actor, now: "2026-11-23T10:00:00.000Z" });
const begin = {
  type: "start",
  id: "jrn_1",
  definition: { id: "w", version: 1 },
  channel: "web",
  subject: person.id,
} as const satisfies JourneyCommand;
const record = {
  type: "record",
  facts: [said("work.history", "x")],
  several: [],
} as const satisfies JourneyCommand;
const finish = { type: "conclude", facts: [], several: [], finish: true } as const satisfies JourneyCommand;

function folded(state: JourneyState, command: JourneyCommand, actor: Actor = person): JourneyState {
  return journeyDecider.decide(state, command, context(actor)).events.reduce(evolveJourney, state);
}

function refusal(state: JourneyState, command: JourneyCommand, actor: Actor = person): string {
  try {
    journeyDecider.decide(state, command, context(actor));
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
  return "accepted";
}

const started = folded(journeyDecider.initial, begin);

describe("the law of journeys", () => {
  test("a journey starts once", () => {
    expect(started).toMatchObject({ status: "open", subject: person.id, startedBy: { id: person.id } });
    expect(journeyDecider.decide(started, begin, context(person)).events).toEqual([]);
  });

  test("nothing is written to what was never started or is finished", () => {
    const finished = folded(started, finish);
    expect(refusal(journeyDecider.initial, record)).toBe("journey/not-found");
    expect(refusal(finished, record)).toBe("journey/closed");
    expect(refusal(finished, finish)).toBe("journey/closed");
  });

  test("naming a handoff makes nobody a holder but staff", () => {
    expect(refusal(started, { ...record, handoff: "hnd_1" }, stranger)).toBe("journey/not-yours");
    expect(refusal(started, record, phone)).toBe("journey/not-yours");
  });

  test("every value is marked with whose it is, before and after it is known", () => {
    const { subject: _, ...anonymous } = begin;
    const visitor: Actor = { ...person, kind: "anonymous", id: "v" };
    const nobody = folded(folded(journeyDecider.initial, anonymous, visitor), record, visitor);
    expect(nobody.facts["work.history"]?.[0]?.value).toEqual({ "~personal": "jrn_1", value: "x" });
    const bound = folded(nobody, { type: "bind", subject: person.id }, visitor);
    expect(folded(bound, record).facts["work.history"]?.[0]?.value).toEqual({
      "~personal": person.id,
      value: "x",
    });
  });

  test("a journey is found by its person, and kept beside them", () => {
    expect(journeyDecider.keys?.(started)).toEqual([{ name: "subject", value: person.id }]);
    expect(journeyDecider.partition?.(started)).toBe(person.id);
  });

  test("folding the same events gives the same state, and changes none on the way", () => {
    const commands = fc.array(
      fc.constantFrom<JourneyCommand>(record, { type: "reach", step: { step: "s", channel: "web" } }),
    );
    fc.assert(
      fc.property(commands, (all) => {
        const events: JourneyEvent[] = [];
        let state = started;
        for (const command of all) {
          const before = JSON.stringify(state);
          const decided = journeyDecider.decide(state, command, context(person)).events;
          const next = decided.reduce(evolveJourney, state);
          expect(JSON.stringify(state)).toBe(before);
          events.push(...decided);
          state = next;
        }
        expect(events.reduce(evolveJourney, started)).toEqual(state);
      }),
    );
  });
});
