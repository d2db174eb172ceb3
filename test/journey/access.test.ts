import type { Actor } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { begin, codeOf, person, phone, service, setUp, story, stranger, visitor } from "./support.js";

const definition = { id: "work-support", version: 1 };
const agent: Actor = { kind: "agent", id: "a-1", organisation: person.organisation, onBehalfOf: person.id };

describe("whose journey it is", () => {
  test.each([
    ["the person", person, "accepted"],
    ["an agent for the person", agent, "accepted"],
    ["a service of the organisation", service, "accepted"],
    ["another person", stranger, "journey/not-yours"],
    ["an agent for another", { ...agent, onBehalfOf: "p-0000" }, "journey/not-yours"],
    [
      "an agent for nobody",
      { kind: "agent", id: "a", organisation: person.organisation },
      "journey/not-yours",
    ],
    ["the same pseudonym elsewhere", { ...person, organisation: "housing-support" }, "journey/not-yours"],
    ["a service elsewhere", { ...service, organisation: "housing-support" }, "journey/not-yours"],
    ["an anonymous party of the person's name", { ...visitor, id: person.id }, "journey/not-yours"],
    ["staff without a grant", phone, "journey/not-yours"],
  ] as readonly [string, Actor, string][])("%s", async (_, actor, expected) => {
    const world = await setUp();
    const journeyId = await begin(world);
    expect(await codeOf(world.journeys.get(journeyId, { actor }))).toBe(expected);
    expect(await codeOf(world.journeys.timeline(journeyId, { actor }))).toBe(expected);
    expect(await codeOf(world.journeys.reach(journeyId, { step: "s", channel: "web" }, { actor }))).toBe(
      expected,
    );
  });

  test.each(["jrn_none", "", "handoff/x", "jrn_00000000-0000-7000-8000-000000000000"])(
    "there is no journey %j",
    async (id) => {
      const world = await setUp();
      expect(await codeOf(world.journeys.get(id, { actor: person }))).toBe("journey/not-found");
      expect(await codeOf(world.journeys.record(id, story, { actor: person }))).toBe("journey/not-found");
    },
  );

  test.each([
    ["somebody else's", { definition, channel: "web", subject: "p-0000" }, person, "journey/not-yours"],
    [
      "an anonymous one with a name",
      { definition, channel: "web", subject: "p-1" },
      visitor,
      "journey/not-yours",
    ],
    ["by staff", { definition, channel: "office" }, phone, "journey/not-yours"],
    ["from elsewhere", { definition, channel: "web" }, { ...person, organisation: "x" }, "journey/not-yours"],
    [
      "in no version",
      { definition: { id: "w", version: 0 }, channel: "web" },
      person,
      "journey/invalid-input",
    ],
    ["for a person, by a service", { definition, channel: "web", subject: "p-1" }, service, "accepted"],
    ["by an agent", { definition, channel: "agent" }, agent, "accepted"],
  ] as const)("starting %s", async (_, input, actor, expected) => {
    const world = await setUp();
    expect(await codeOf(world.journeys.start(input, { actor }))).toBe(expected);
  });
});
