import type { Actor, Fact } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { checkProvenance } from "../../packages/journey/src/provenance.js";
import { noted, person, phone, said, service, visitor } from "./support.js";

const agent: Actor = { kind: "agent", id: "a-1", organisation: person.organisation, onBehalfOf: person.id };
const own = said("work.history", "x");
const by = (fact: Fact, changes: Partial<Fact["source"]>): Fact => ({
  ...fact,
  source: { ...fact.source, ...changes },
});

describe("what a party may say", () => {
  test.each([
    ["a person, as stated", own, person],
    ["an anonymous party, as stated", own, visitor],
    ["an agent, as its own", by(own, { by: "agent" }), agent],
    ["staff, what the person said", noted("work.history", "x"), phone],
    ["staff, with evidence seen", noted("work.history", "x", phone, { assurance: "evidenced" }), phone],
    ["a service, from a register", { ...by(own, { by: "record" }), assurance: "authoritative" }, service],
  ] as readonly [string, Fact, Actor][])("%s", (_, fact, actor) => {
    expect(() => checkProvenance([fact], actor)).not.toThrow();
  });

  test.each([
    ["a person, above their own word", { ...own, assurance: "authoritative" }, person],
    ["a person, as staff", by(own, { by: "staff" }), person],
    ["a person, as written down by staff", by(own, { recordedBy: "s-12" }), person],
    ["a person, in another organisation", by(own, { organisation: "x" }), person],
    ["an anonymous party, with evidence", { ...own, assurance: "evidenced" }, visitor],
    ["an agent, as the person", own, agent],
    ["staff, without their name", own, phone],
    ["staff, under a colleague's name", by(noted("work.history", "x"), { recordedBy: "s-13" }), phone],
    ["staff, as a register", { ...noted("work.history", "x"), assurance: "authoritative" }, phone],
  ] as readonly [string, Fact, Actor][])("not %s", (_, fact, actor) => {
    expect(() => checkProvenance([own, fact], actor)).toThrow(
      expect.objectContaining({ code: "journey/provenance-not-allowed" }),
    );
  });

  test("a holder speaks in the handoff's channel, or from paper", () => {
    const fact = noted("work.history", "x");
    expect(() => checkProvenance([fact], phone, "phone")).not.toThrow();
    expect(() => checkProvenance([by(fact, { channel: "paper" })], phone, "phone")).not.toThrow();
    expect(() => checkProvenance([fact], phone, "office")).toThrow();
  });
});
