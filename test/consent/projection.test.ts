import type { ConsentReason, Decision } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectBy } from "../../packages/consent/src/projection.js";
import { adapt, person, setUp, start, subject, yes } from "./support.js";

const guard = { record: "consent-epoch/x", version: 1 } as const;
const names = [
  "work.history",
  "health.condition-description",
  "__proto__",
  "constructor",
  "toString",
  "housing.situation",
];
const decision: fc.Arbitrary<Decision> = fc
  .record({ permitted: fc.boolean(), reason: fc.constantFrom<ConsentReason>("given", "refused", "expired") })
  .map((made) => ({ ...made, guard }));
const byName = <Value>(values: fc.Arbitrary<Value>) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), values), { selector: ([name]) => name })
    .map(Object.fromEntries);

test("never lets out a fact whose decision is not permitted, never loses or changes one that is", () => {
  fc.assert(
    fc.property(
      byName(fc.jsonValue()),
      byName(decision),
      (data: Record<string, unknown>, decisions: Record<string, Decision>) => {
        const projection = projectBy(data, { decisions, guard });
        for (const name of Object.keys(data)) {
          const made = Object.hasOwn(decisions, name) ? decisions[name] : undefined;
          const isOut = Object.hasOwn(projection.data, name);
          expect(isOut).toBe(made?.permitted === true);
          expect(isOut ? projection.data[name] : data[name]).toBe(data[name]);
          const held = projection.withheld.filter(({ fact }) => fact === name).map(({ reason }) => reason);
          expect(held).toEqual(isOut ? [] : [made?.reason ?? "fact-not-covered"]);
        }
        expect(Object.keys(projection.data).every((name) => Object.hasOwn(data, name))).toBe(true);
      },
    ),
  );
});

describe("on a ledger", () => {
  const data = {
    "health.condition-affects-work": "yes",
    "housing.situation": "temporary",
    "person.full-name": "A. Person",
  };
  const query = { subject, purpose: adapt.id, recipient: "housing-support" };

  test("gives the covered part, the reasons for the rest, the guard and the end", async () => {
    const { consent, notice } = await setUp();
    await consent.grant(yes(notice, { facts: ["housing.situation"] }), { actor: person });
    const projection = await consent.project(data, query);
    const { guard } = await consent.check({ ...query, fact: "housing.situation" });
    expect(projection).toEqual({
      data: { "housing.situation": "temporary" },
      withheld: [
        { fact: "health.condition-affects-work", reason: "fact-not-covered" },
        { fact: "person.full-name", reason: "fact-not-covered" },
      ],
      guard,
      validUntil: new Date(Date.parse(start) + 3_600_000).toISOString(),
    });
  });

  test("gives nothing without consent, to another organisation, or for an unknown purpose", async () => {
    const { consent, notice } = await setUp();
    expect((await consent.project(data, query)).data).toEqual({});
    await consent.grant(yes(notice, { recipients: ["work-and-careers"] }), { actor: person });
    expect((await consent.project(data, query)).data).toEqual({});
    expect(
      (await consent.project(data, { ...query, purpose: "none" })).withheld.map(({ reason }) => reason),
    ).toEqual(Array.from({ length: 3 }, () => "purpose-unknown"));
    expect((await consent.project({}, query)).withheld).toEqual([]);
  });
});
