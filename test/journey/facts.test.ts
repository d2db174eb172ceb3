import type { Fact, FactAssurance } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Candidates,
  candidateOf,
  candidatesOf,
  effective,
  factOf,
  withCandidate,
} from "../../packages/journey/src/facts.js";
import { begin, person, said, service, setUp } from "./support.js";

const at = "2026-11-23T10:00:00.000Z";
const later = "2026-11-23T11:00:00.000Z";
const build = (facts: readonly Fact[], append = false) =>
  facts.map((fact) => candidateOf(fact, "p", at, append)).reduce<Candidates>(withCandidate, {});
const counts = (facts: readonly Fact[], now = at, append = false) =>
  effective(candidatesOf(build(facts, append), "work.history"), now).map(
    (candidate) => factOf(candidate).value,
  );
const fact = (value: string, assurance: FactAssurance = "stated", changes: Partial<Fact> = {}): Fact => ({
  ...said("work.history", value),
  assurance,
  ...changes,
});

describe("what counts among what was said", () => {
  test("the better assured, then the later", () => {
    expect(counts([fact("a", "evidenced"), fact("b")])).toEqual(["a"]);
    expect(counts([fact("a"), fact("b", "evidenced")])).toEqual(["b"]);
    expect(counts([fact("a"), fact("b")])).toEqual(["b"]);
  });

  test("what is no longer valid gives way, and the last moment counts as over", () => {
    const facts = [fact("a"), fact("b", "evidenced", { validUntil: later })];
    expect(counts(facts)).toEqual(["b"]);
    expect(counts(facts, later)).toEqual(["a"]);
  });

  test("a source that speaks again corrects itself; another one disagrees", () => {
    const source = { ...said("x", "y").source, recordedBy: "s-12" };
    const all = build([fact("a"), fact("b"), fact("c", "stated", { source })]);
    expect(candidatesOf(all, "work.history").map((candidate) => factOf(candidate).value)).toEqual(["b", "c"]);
  });

  test("facts of which a person has several stand side by side", () => {
    expect(counts([fact("a"), fact("b", "evidenced")], at, true)).toEqual(["a", "b"]);
  });

  test("names of fact types never reach into the object's own machinery", () => {
    const odd = candidateOf({ ...fact("a"), type: "__proto__" }, "p", at, false);
    const all = withCandidate({}, odd);
    expect(candidatesOf(all, "__proto__")).toHaveLength(1);
    expect(candidatesOf({}, "constructor")).toEqual([]);
  });

  test("what counts is always one of the strongest of the valid, whatever the order", () => {
    const assurances = fc.constantFrom<FactAssurance>(
      "stated",
      "paper-unverified",
      "corroborated",
      "evidenced",
      "authoritative",
    );
    const order = ["stated", "paper-unverified", "corroborated", "evidenced", "authoritative"];
    fc.assert(
      fc.property(fc.array(assurances, { minLength: 1 }), (given) => {
        const facts = given.map((assurance, index) => fact(String(index), assurance));
        const best = Math.max(...given.map((assurance) => order.indexOf(assurance)));
        const last = given.map((assurance) => order.indexOf(assurance)).lastIndexOf(best);
        expect(counts(facts)).toEqual([String(last)]);
      }),
    );
  });

  test("a journey keeps both words of a person and a register, and shows the register's", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const source = { by: "record", channel: "web", at, organisation: person.organisation } as const;
    const register: Fact = { ...said("person.full-name", "Blodwen Q"), assurance: "authoritative", source };
    await world.journeys.record(journeyId, [register], { actor: service });
    await world.journeys.record(journeyId, [said("person.full-name", "Blod")], { actor: person });
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.facts.find(({ type }) => type === "person.full-name")?.value).toBe("Blodwen Q");
    expect(view.candidates["person.full-name"]?.map(({ value }) => value)).toEqual(["Blodwen Q", "Blod"]);
  });
});
