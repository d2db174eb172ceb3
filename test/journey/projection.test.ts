import type { Decision } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { candidateOf } from "../../packages/journey/src/facts.js";
import { type ProjectionInput, project } from "../../packages/journey/src/projection.js";
import { said } from "./support.js";

const now = "2026-11-23T10:00:00.000Z";
const types = [
  "work.history",
  "health.condition-affects-work",
  "housing.situation",
  "contact.phone",
] as const;
type Answer = Pick<Decision, "permitted" | "reason"> | undefined;
const answers: readonly Answer[] = [
  { permitted: true, reason: "given" },
  { permitted: false, reason: "withdrawn" },
  { permitted: false, reason: "purpose-unknown" },
  undefined,
];

const inputs = fc.record({
  known: fc.subarray([...types]),
  given: fc.tuple(...types.map(() => fc.constantFrom(...answers))),
  level: fc.constantFrom<"P1" | "P3">("P1", "P3"),
});

function inputOf({
  known,
  given,
  level,
}: typeof inputs extends fc.Arbitrary<infer Value> ? Value : never): ProjectionInput {
  const decisions = types.flatMap((type, index): [string, NonNullable<Answer>][] => {
    const answer = given[index];
    return answer ? [[type, answer]] : [];
  });
  return {
    needs: types.map((type) => ({ type, purpose: "p" })),
    facts: Object.fromEntries(known.map((type) => [type, [candidateOf(said(type, "x"), "p", now, false)]])),
    decisions: new Map(decisions),
    level,
    isSensitive: (type) => type.startsWith("health."),
    now,
    salt: "s",
  };
}

describe("a projection", () => {
  test("shows needs, and facts, and what is covered: nothing else, and every need has one place", () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const input = inputOf(given);
        const { facts, withheld, missing } = project(input);
        for (const { type } of facts) {
          expect(input.decisions.get(type)?.permitted).toBe(true);
          expect(given.known).toContain(type);
          expect(given.level === "P1" && type.startsWith("health.")).toBe(false);
        }
        const places = [...facts.map(({ type }) => type), ...withheld.map(({ type }) => type), ...missing];
        expect(places.sort()).toEqual([...types].sort());
      }),
    );
  });

  test("what is withheld does not depend on whether it is known", () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const all = project(inputOf({ ...given, known: [...types] })).withheld;
        expect(project(inputOf({ ...given, known: [] })).withheld).toEqual(all);
      }),
    );
  });

  test("its hash covers what is shown and cannot be guessed without the salt", () => {
    const input = inputOf({
      known: ["work.history"],
      given: types.map(() => answers[0]),
      level: "P3",
    });
    const { hash } = project(input);
    expect(project(input).hash).toBe(hash);
    expect(project({ ...input, salt: "t" }).hash).not.toBe(hash);
    expect(project({ ...input, facts: {} }).hash).not.toBe(hash);
  });
});
